"""Physical constants, SI."""

STANDARD_GRAVITY = 9.80665  # m/s2, CGPM 1901; also US Standard Atmosphere 1976
SPEED_OF_LIGHT = 299_792_458.0  # m/s, exact
BOLTZMANN = 1.380649e-23  # J/K, exact

SEMI_MAJOR_AXIS = 6_378_137.0  # m, WGS-84 (NIMA TR8350.2, 2000, table 3.1)
FLATTENING = 1.0 / 298.257223563  # 1, WGS-84
GRAVITATIONAL_PARAMETER = 3.986004418e14  # m3/s2, WGS-84, atmosphere included
ROTATION_RATE = 7.292115e-5  # rad/s, WGS-84
J2 = 1.08262982131e-3  # 1, from WGS-84's fully normalised C20 = -4.84166774985e-4 (J2 = -sqrt(5) C20)

SEA_LEVEL_PRESSURE = 101_325.0  # Pa, US Standard Atmosphere 1976
