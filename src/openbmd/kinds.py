"""Kinds of things: missiles, radars, sensors, interceptors. They differ by figures alone; SI units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Figure(NamedTuple):
    """A number with its range and its origin; values in SI."""

    path: str  # where it acts, e.g. "missiles/nodong/stages/0/burn_time"
    low: float
    best: float
    high: float
    unit: str  # SI unit, "1" for a ratio
    source: str  # who published it; "" when assumed
    assumed: str  # why it was assumed; "" when published


class Stage(NamedTuple):
    propellant_mass: float  # kg, burnt in burn_time
    dry_mass: float  # kg, dropped with the stage, unburnt residuals included
    burn_time: float  # s
    specific_impulse: float  # s, at reference_pressure
    reference_pressure: float  # Pa, 0 for a vacuum figure, 101325 for a sea-level one
    nozzle_exit_area: float  # m2
    diameter: float  # m, of the drag reference area
    drag_table: int  # row of physics.drag.TABLES: 0 constant 1, 1 V-2, 2 large liquid, 3 large solid
    coast_before: float  # s between the previous stage's burnout and this ignition
    ballistic_coefficient: float  # kg/m2, of the spent stage


class Missile(NamedTuple):
    stages: tuple[Stage, ...]
    payload_mass: float  # kg, what flies on after the last separation
    separates: bool  # the payload leaves the last stage at burnout
    ballistic_coefficient: float  # kg/m2, of what comes down
    vertical_rise_time: float  # s
    pitch_over_time: float  # s, length of the tilt after the vertical rise
    lift_to_drag: float  # 1, of a pull-up; 0 when ballistic
    pull_up_altitude: float  # m, below which the descending body lifts; 0 when ballistic
    nose_cross_section: float  # m2, of the re-entering body seen head on
    side_cross_section: float  # m2, of the re-entering body seen from the side
    booster_cross_section: float  # m2, while the last stage is still attached


class Radar(NamedTuple):
    """A radar by its equation, or by a published range at a published cross-section.

    reference_range is 0 when the equation's figures are known, otherwise the range at which
    reference_cross_section gives reference_snr with search_dwell; the other power figures are then 0.
    """

    average_power: float  # W
    aperture_area: float  # m2
    aperture_efficiency: float  # 1
    wavelength: float  # m
    noise_temperature: float  # K
    losses: float  # 1, linear
    bandwidth: float  # Hz, of the tracking waveform
    beamwidth: float  # rad, 3 dB
    reference_range: float  # m
    reference_cross_section: float  # m2
    reference_snr: float  # 1, linear
    search_dwell: float  # s on target each frame without a cue
    cued_dwell: float  # s on target each frame with a cue, and in track
    frame_time: float  # s between looks at the same target
    maximum_range: float  # m, instrumented
    azimuth_half_width: float  # rad, of the field of regard about the boresight; pi when it turns
    minimum_elevation: float  # rad
    maximum_elevation: float  # rad
    face_elevation: float  # rad, of the array's normal
    scan_loss_exponent: float  # 1, two-way gain falls as cos(off-boresight) to this power; 0 when it turns
    false_alarm_probability: float  # 1, of one look
    swerling_case: int  # 0, 1 or 3
    confirm_hits: int  # M of
    confirm_looks: int  # N looks make a firm track
    measurement_floor_range: float  # m, 1-sigma
    measurement_floor_angle: float  # rad, 1-sigma


class InfraredSensor(NamedTuple):
    cloud_break_altitude: float  # m, below which the plume is not seen
    detection_delay: float  # s in sight before it is called a launch
    report_delay: float  # s from detection to a report at the source's end of a link


class Interceptor(NamedTuple):
    burnout_speed: float  # m/s
    burn_time: float  # s
    ballistic_coefficient: float  # kg/m2, after burnout; inf outside the atmosphere's reach
    minimum_altitude: float  # m, keep-out floor
    maximum_altitude: float  # m
    minimum_range: float  # m, on the ground
    maximum_range: float  # m, on the ground
    acquisition_basket: float  # m, 1-sigma predicted-intercept-point error that it can divert over
    kill_probability: float  # 1, of one round (SSPK)
    common_mode_failure: float  # 1, chance in a raid that every round of the layer fails together
    reaction_time: float  # s, firm track to first launch
    kill_assessment_delay: float  # s, intercept to known result
    salvo_interval: float  # s between the rounds of one salvo
    simultaneous_engagements: int  # of one fire unit
    rounds_per_launcher: int
    reload_time: float  # s, for one launcher


def replaced(record: Any, where: Sequence[str], value: float) -> Any:
    """A record of nested named tuples with the field at where replaced."""
    if not where:
        return round(value) if isinstance(record, int) else value
    if where[0].isdigit():
        i = int(where[0])
        return (*record[:i], replaced(record[i], where[1:], value), *record[i + 1 :])
    return record._replace(**{where[0]: replaced(getattr(record, where[0]), where[1:], value)})
