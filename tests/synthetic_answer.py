"""A made-up Answer without dice and without the stages: two-body arcs, exact leakage by convolution."""

from __future__ import annotations

from math import acos, asin, cos, inf, nan, pi, radians, sin, sqrt

import numpy as np

from openbmd import kinds
from openbmd import records as r

EARTH = 6_371_000.0  # m
GRAVITY = 3.986004418e14  # m3/s2
NO_DICE = r.Estimate(0.0, 0.0, nan, nan)


def site(latitude_deg: float, longitude_deg: float, height: float = 0.0) -> r.Site:
    return r.Site(radians(latitude_deg), radians(longitude_deg), height)


def unit(s: r.Site) -> r.Floats:
    return np.array(
        [cos(s.latitude) * cos(s.longitude), cos(s.latitude) * sin(s.longitude), sin(s.latitude)], dtype=float
    )


def geodetic(x: r.Floats) -> tuple[r.Floats, r.Floats, r.Floats]:
    """Latitude, longitude [rad] and height [m] above WGS-84, by fixed-point iteration (not the program's way)."""
    a, e2 = 6_378_137.0, 0.00669437999014
    ring = np.hypot(x[:, 0], x[:, 1])
    latitude = np.arctan2(x[:, 2], ring * (1.0 - e2))
    for _ in range(6):
        normal = a / np.sqrt(1.0 - e2 * np.sin(latitude) ** 2)
        height = ring / np.cos(latitude) - normal
        latitude = np.arctan2(x[:, 2], ring * (1.0 - e2 * normal / (normal + height)))
    return latitude, np.arctan2(x[:, 1], x[:, 0]), height


def position(latitude: r.Floats, longitude: r.Floats, height: r.Floats) -> r.Floats:
    a, e2 = 6_378_137.0, 0.00669437999014
    normal = a / np.sqrt(1.0 - e2 * np.sin(latitude) ** 2)
    ring = (normal + height) * np.cos(latitude)
    return np.stack(
        [ring * np.cos(longitude), ring * np.sin(longitude), (normal * (1.0 - e2) + height) * np.sin(latitude)], axis=-1
    )


def ellipse(angle: float, apogee: float) -> tuple[float, float]:
    """Eccentricity and semi-major axis of the arc of this range angle [rad] and apogee altitude [m]."""
    top = EARTH + apogee
    eccentricity = (top - EARTH) / (top - EARTH * cos(angle / 2.0))
    return eccentricity, top / (1.0 + eccentricity)


def fly(route: r.Route, apogee: float, burn: float) -> r.Trajectory:
    """A two-body arc whose first seconds are stretched so that it starts from rest; lofted to `apogee` [m]."""
    start, end = unit(route.launch), unit(route.aimpoint)
    angle = acos(float(start @ end))
    eccentricity, axis = ellipse(angle, apogee)
    motion = sqrt(GRAVITY / axis**3)
    # eccentric anomaly counted from perigee; the arc runs from E0 to 2 pi - E0 through apogee at pi
    e0 = acos((1.0 - EARTH / axis) / eccentricity)
    half = (pi - (e0 - eccentricity * sin(e0))) / motion
    total = 2.0 * half + burn / 2.0
    times = np.unique(np.concatenate([np.arange(0.0, total, 2.0), [burn, half + burn / 2.0, total]]))
    warped = np.where(times < burn, times**2 / (2.0 * burn), times - burn / 2.0)
    mean = pi + motion * (warped - half)
    anomaly = mean.copy()
    for _ in range(60):
        step = (anomaly - eccentricity * np.sin(anomaly) - mean) / (1.0 - eccentricity * np.cos(anomaly))
        anomaly -= step
    radius = axis * (1.0 - eccentricity * np.cos(anomaly))
    true = 2.0 * np.arctan2(
        sqrt(1.0 + eccentricity) * np.sin(anomaly / 2.0), sqrt(1.0 - eccentricity) * np.cos(anomaly / 2.0)
    )
    along = np.clip(true - (pi - angle / 2.0), 0.0, angle)
    normal = np.cross(start, end)
    across = np.cross(normal / np.linalg.norm(normal), start)
    direction = np.cos(along)[:, None] * start + np.sin(along)[:, None] * across
    latitude, longitude = np.arcsin(direction[:, 2]), np.arctan2(direction[:, 1], direction[:, 0])
    place = position(latitude, longitude, radius - EARTH)
    velocity = np.gradient(place, times, axis=0)
    velocity[0] = 0.0
    acceleration = np.gradient(velocity, times, axis=0)
    top = half + burn / 2.0
    return r.Trajectory(
        nodes=np.concatenate([times[:, None], place, velocity, acceleration], axis=1),
        reached=True,
        miss_distance=3.0,
        orbital=False,
        staging_times=np.array([burn]),
        burnout_time=burn,
        separation_time=burn + 2.0,
        apogee_time=top,
        apogee_altitude=apogee,
        impact_time=total,
        impact=route.aimpoint,
        azimuth=0.1,
        tilt=0.2,
        cutoff=burn,
        bodies=(),
        note=None,
    )


def see(trajectory: r.Trajectory, radar: r.RadarSite, half_width: float, reach: float) -> tuple[r.Look, r.Track]:
    times = np.arange(0.0, trajectory.impact_time, 1.0)
    place = np.stack([np.interp(times, trajectory.nodes[:, 0], trajectory.nodes[:, k]) for k in (1, 2, 3)], axis=1)
    s = radar.site
    eye = position(np.array(s.latitude), np.array(s.longitude), np.array(s.height))
    away = place - eye
    slant = np.linalg.norm(away, axis=1)
    up = unit(s)
    east = np.array([-sin(s.longitude), cos(s.longitude), 0.0])
    north = np.cross(up, east)
    elevation = np.arcsin(away @ up / slant)
    azimuth = np.arctan2(away @ east, away @ north)
    off = np.abs((azimuth - radar.boresight_azimuth + pi) % (2.0 * pi) - pi)
    sight = (elevation > radar.minimum_elevation) & (off <= half_width)
    seen = sight & (slant < reach)
    reason = ""
    if not sight.any():
        reason = "outside the sector" if (elevation > radar.minimum_elevation).any() else "below the horizon"
    windows = np.array([[times[sight][0], times[sight][-1]]]) if sight.any() else np.zeros((0, 2))
    n = int(sight.sum())
    snr = 20.0 * (reach / slant[sight]) ** 4
    look = r.Look(
        radar.name,
        times[sight],
        slant[sight],
        azimuth[sight] % (2.0 * pi),
        elevation[sight],
        np.full(n, 0.05),
        snr,
        10.0 * snr,
        windows,
        reason,
        np.ones(n),
        np.ones(n),
    )
    held = times[seen]
    first = float(held[0]) if held.size else inf
    track = r.Track(
        radar.name,
        (radar.name,),
        "SBIRS" if held.size else "",
        75.0 if held.size else inf,
        first,
        first + 6.0,
        float(held[-1]) if held.size else inf,
        held,
        np.zeros((held.size, 7, 7)),
        800.0 / np.sqrt(1.0 + np.arange(held.size)),
        25.0 / np.sqrt(1.0 + np.arange(held.size)),
        np.zeros((held.size, 6, 6)),
        np.zeros((held.size, 7)),
        np.outer(1.0 / np.sqrt(1.0 + np.arange(held.size)), (9e3, 4e3, 0.3)),
        np.array([2e3, 1e3, 0.3]),
        False,
    )
    return look, track


def engage(
    k: int, route: int, trajectory: r.Trajectory, unit_: r.FireUnit, kind: kinds.Interceptor, firm: float, source: str
) -> r.EngagementOpportunity:
    times = np.arange(0.0, trajectory.impact_time, 0.25)
    place = np.stack([np.interp(times, trajectory.nodes[:, 0], trajectory.nodes[:, j]) for j in (1, 2, 3)], axis=1)
    _, _, height = geodetic(place)
    s = unit_.site
    eye = position(np.array(s.latitude), np.array(s.longitude), np.array(0.0))
    direction = place / np.linalg.norm(place, axis=1)[:, None]
    ground = EARTH * np.arccos(np.clip(direction @ (eye / np.linalg.norm(eye)), -1.0, 1.0))
    flyout = kind.burn_time / 2.0 + np.linalg.norm(place - eye, axis=1) / kind.burnout_speed
    launch = times - flyout
    band = (height >= kind.minimum_altitude) & (height <= kind.maximum_altitude) & (times > trajectory.apogee_time)
    able = band & (ground <= kind.maximum_range) & (launch > firm + kind.reaction_time)
    reason = ""
    if not able.any():
        near = ground <= kind.maximum_range
        reason = (
            "never seen"
            if firm == inf
            else "under the floor"
            if height.max() < kind.minimum_altitude
            else "out of reach"
            if not (band & near).any()
            else "no time"
        )
    windows = (
        np.array([[launch[able][0], launch[able][-1], times[able][0], times[able][-1]]])
        if able.any()
        else np.zeros((0, 4))
    )
    launch_at = np.where(able, launch, inf)[::-1]
    return r.EngagementOpportunity(
        k,
        route,
        source,
        windows,
        np.minimum.accumulate(launch_at)[::-1],
        np.where(able, times, inf),
        np.ones(len(times)),
        np.ones(len(times)),
        np.zeros(len(times), np.int64),
        np.full(len(times), inf),
        reason,
    )


MISSILES = {  # payload kg, apogee m, burn s, cross-section m2
    "scud-c": (700.0, 110e3, 84.0, 0.1),
    "scud-er": (500.0, 190e3, 90.0, 0.1),
    "nodong": (900.0, 320e3, 112.0, 0.05),
    "kn-23": (500.0, 42e3, 55.0, 0.05),
}


def missile(payload: float, burn: float, cross_section: float) -> kinds.Missile:
    stage = kinds.Stage(4000.0, 1300.0, burn, 226.0, 101325.0, 0.12, 0.88, 1, 0.0, 1500.0)
    return kinds.Missile(
        (stage,),
        payload,
        True,
        3000.0,
        6.0,
        15.0,
        0.0,
        0.0,
        cross_section,
        5 * cross_section,
        0.0,
        40 * cross_section,
        1.0,
        0.0,
        0.0,
        0.0,
    )


TIMES = 0.001, 20.0, 100.0, 100.0, 1.0, 0.5, 0.001, 100  # what a radar asks of its time
RADARS = {
    "an-tpy-2-terminal": kinds.Radar(
        81e3, 9.2, 0.8, 0.0316, 500.0, 6.3, 1e9, 0.0055, 0.0, 0.0, 0.0, 0.1, 0.1, 1.0, 1000e3, pi / 3, 0.087, pi / 2,
        0.5, 3.0, 1e-6, 1, 3, 4, 0.3, 1e-4, 0.3, 1.0, 1.0, *TIMES,
    ),
    "an-mpq-65": kinds.Radar(
        0.0, 0.0, 0.0, 0.055, 0.0, 0.0, 1e7, 0.02, 100e3, 0.1, 20.0, 0.05, 0.05, 1.0, 150e3, pi / 4, 0.01, pi / 2, 0.4,
        3.0, 1e-6, 1, 3, 4, 5.0, 1e-3, 0.3, 1.0, 1.0, *TIMES,
    ),
    "green-pine-c": kinds.Radar(
        0.0, 0.0, 0.0, 0.2, 0.0, 0.0, 1e6, 0.02, 700e3, 0.1, 20.0, 0.05, 0.05, 3.0, 900e3, pi / 3, 0.03, pi / 2, 0.3,
        3.0, 1e-6, 1, 3, 4, 20.0, 2e-3, 0.3, 1.0, 1.0, *TIMES,
    ),
}  # fmt: skip
INTERCEPTORS = {
    "thaad": kinds.Interceptor(
        2700.0,
        17.0,
        0.0,
        0.0,
        inf,
        40e3,
        150e3,
        0.0,
        200e3,
        900.0,
        10.0,
        0.85,
        0.03,
        10.0,
        5.0,
        2.0,
        8,
        8,
        1800.0,
        1.0,
        0.0,
        0.0,
        1.0,
        1.0,
        0.0,
        inf,
        inf,
        inf,
        0.0,
    ),
    "pac-3-cri": kinds.Interceptor(
        1600.0,
        12.0,
        0.0,
        0.0,
        4000.0,
        2e3,
        15e3,
        2e3,
        20e3,
        300.0,
        2.0,
        0.7,
        0.05,
        6.0,
        3.0,
        1.0,
        6,
        16,
        3600.0,
        1.0,
        0.0,
        0.0,
        1.0,
        1.0,
        0.0,
        inf,
        inf,
        inf,
        0.0,
    ),
}

PLACES = (
    ("Seoul", 37.566, 126.978, 9.7e6),
    ("Pyeongtaek", 36.992, 127.113, 0.53e6),
    ("Osan", 37.09, 127.03, 0.21e6),
    ("Gunsan", 35.967, 126.737, 0.27e6),
    ("Daegu", 35.871, 128.602, 2.4e6),
    ("Busan", 35.180, 129.075, 3.4e6),
    ("Ulsan", 35.538, 129.311, 1.15e6),
    ("Seongju", 36.04, 128.22, 0.045e6),
)
LAUNCHES = {"scud-c": (38.6, 126.2), "scud-er": (38.9, 127.3), "nodong": (41.0, 126.9), "kn-23": (38.8, 125.9)}
AIMS = (
    ("scud-c", "Seoul", 4),
    ("scud-c", "Pyeongtaek", 5),
    ("scud-c", "Gunsan", 4),
    ("scud-er", "Daegu", 6),
    ("scud-er", "Busan", 6),
    ("scud-er", "Ulsan", 3),
    ("nodong", "Busan", 8),
    ("nodong", "Daegu", 4),
    ("kn-23", "Osan", 5),
    ("kn-23", "Seongju", 5),
)


def figures() -> tuple[kinds.Figure, ...]:
    crs = "CRS IF12645, The THAAD System (18 Jul 2024)"
    return (
        kinds.Figure("interceptors/thaad/maximum_range", 150e3, 200e3, 200e3, "m", crs, "", 0, 0, "derived"),
        kinds.Figure(
            "interceptors/thaad/minimum_altitude",
            40e3,
            40e3,
            50e3,
            "m",
            "ROK MND via Yonhap, 14 Jul 2016",
            "",
            0,
            0,
            "derived",
        ),
        kinds.Figure(
            "interceptors/thaad/kill_probability",
            0.6,
            0.85,
            0.95,
            "1",
            "",
            "16 of 16 tests since 2006, 18 of 24 since 1995",
            0,
            0,
            "assumed",
        ),
        kinds.Figure(
            "interceptors/pac-3-cri/kill_probability",
            0.4,
            0.7,
            0.85,
            "1",
            "Arms Control Today, Jul/Aug 2002",
            "",
            0,
            0,
            "derived",
        ),
        kinds.Figure(
            "radars/an-tpy-2-terminal/aperture_area",
            9.2,
            9.2,
            9.2,
            "m2",
            "Lewis and Postol, 21 Sep 2012",
            "",
            0,
            0,
            "derived",
        ),
        kinds.Figure(
            "radars/an-tpy-2-terminal/average_power",
            60e3,
            81e3,
            81e3,
            "W",
            "Lewis and Postol, 21 Sep 2012",
            "",
            0,
            0,
            "derived",
        ),
        kinds.Figure(
            "missiles/nodong/nose_cross_section",
            0.01,
            0.05,
            0.1,
            "m2",
            "",
            "between the cone and the cylinder at X band",
            0,
            0,
            "assumed",
        ),
        kinds.Figure(
            "missiles/nodong/stages/0/burn_time",
            105.0,
            112.0,
            115.0,
            "s",
            "Wright and Kadyshev, 1994",
            "",
            0,
            0,
            "derived",
        ),
    )


SEONGJU = site(36.04, 128.22, 680.0)


def scenario() -> r.Scenario:
    places = tuple(r.Place(n, site(a, o), w, "GeoNames (CC BY 4.0), 2024", 1.0, inf) for n, a, o, w in PLACES)
    by_name = {p.name: p for p in places}
    shape = r.Shape("minimum-energy", nan, nan)
    routes, threats = [], []
    for m, aim, count in AIMS:
        for k in range(count):
            threats.append(
                r.Threat(f"{m} at {aim} {k + 1}", len(routes), 20.0 * k, aim, f"{m} at {aim} {k + 1}", "", 0)
            )
        routes.append(r.Route(f"{m} at {aim}", m, site(*LAUNCHES[m]), by_name[aim].site, shape))
    north = radians(355.0)
    empty = np.zeros((0, 2))
    radar_sites = (
        r.RadarSite(
            "AN/TPY-2 Seongju", "us", "an-tpy-2-terminal", site(36.04, 128.22, 680.0), north, 0.087, empty, True
        ),
        r.RadarSite("Green Pine Cheongju", "rok", "green-pine-c", site(36.65, 127.5, 200.0), north, 0.03, empty, True),
        *(
            r.RadarSite(f"Patriot radar {n}", "us", "an-mpq-65", by_name[n].site, north, 0.02, empty, True)
            for n in ("Osan", "Gunsan", "Daegu", "Busan", "Seoul")
        ),
    )
    doctrine = r.Doctrine("shoot-look-shoot", 1, 1, 2)
    fire_units = (
        r.FireUnit(
            "THAAD Seongju",
            "us",
            "thaad",
            "upper",
            site(36.04, 128.22, 680.0),
            "AN/TPY-2 Seongju",
            6,
            48,
            0,
            5.0,
            doctrine,
            0,
            (),
            0.0,
        ),
        *(
            r.FireUnit(
                f"Patriot {n}",
                "us",
                "pac-3-cri",
                "lower",
                by_name[n].site,
                f"Patriot radar {n}",
                4,
                32,
                32,
                3.0,
                r.Doctrine("salvo", 2, 0, 1),
                0,
                (),
                0.0,
            )
            for n in ("Osan", "Gunsan", "Daegu", "Busan", "Seoul")
        ),
    )
    return r.Scenario(
        name="synthetic",
        title="Fifty missiles at the Republic of Korea, made up for trying the products",
        description="A made-up raid on two-body arcs. No figure in it means anything.",
        seed=2017,
        raids=20_000,
        draws=64,
        track_confidence=0.95,
        missiles={k: missile(p, b, c) for k, (p, _, b, c) in MISSILES.items()},
        radars=RADARS,
        infrared={"sbirs": kinds.InfraredSensor(8e3, 0.0, 1.0, 0.0, 10.0, 20.0)},
        interceptors=INTERCEPTORS,
        figures=figures(),
        places=places,
        routes=tuple(routes),
        threats=tuple(threats),
        radar_sites=radar_sites,
        warning_sensors=(r.WarningSensor("SBIRS", "us", "sbirs"),),
        links=(r.Link("SBIRS to AN/TPY-2 Seongju", "us", "SBIRS", "AN/TPY-2 Seongju", 5.0, "cue"),),
        layers=("upper", "lower"),
        fire_units=fire_units,
        fire_control="coordinated",
        assignment="earliest",
        effects=(),
        let_strays_pass=True,
        launch_on_boosting_track=False,
        launchers={},
        kill_chains={},
        posture=r.Posture((), (), ()),
        notes=(r.note("notes-no-radius", places=("Seoul",)),),
    )


def battlespace(s: r.Scenario) -> r.Battlespace:
    apogees = {k: a for k, (_, a, _, _) in MISSILES.items()}
    trajectories = tuple(
        fly(route, apogees[route.missile], s.missiles[route.missile].stages[0].burn_time) for route in s.routes
    )
    seen = [
        [
            see(t, q, s.radars[q.radar].azimuth_half_width, {"an-mpq-65": 100e3}.get(q.radar, 600e3))
            for q in s.radar_sites
        ]
        for t in trajectories
    ]
    radar_index = {q.name: k for k, q in enumerate(s.radar_sites)}
    opportunities = tuple(
        tuple(
            engage(k, i, t, u, s.interceptors[u.interceptor], seen[i][radar_index[u.radar]][1].firm_time, u.radar)
            for k, u in enumerate(s.fire_units)
        )
        for i, t in enumerate(trajectories)
    )
    shots, unengaged = [], []
    for n, threat in enumerate(s.threats):
        found = [o for o in opportunities[threat.route] if o.reason == ""]
        for o in found:
            window = o.windows[0] + threat.launch_time
            layer = s.layers.index(s.fire_units[o.unit].layer)
            shots.append(
                (n, o.unit, layer, 0, 1 if layer == 0 else 2, window[0], window[2], window[2] + 5.0, 1.0, 1.0, 0, inf)
            )
        reasons = [o.reason for o in opportunities[threat.route]]
        unengaged.append("" if found else max(reasons, key=r.REASONS.index) if reasons else "out of reach")
    return r.Battlespace(
        trajectories=trajectories,
        looks=tuple(tuple(look for look, _ in row) for row in seen),
        warnings=tuple(tuple(r.WarningReport(w.name, 55.0, 75.0) for w in s.warning_sensors) for _ in trajectories),
        tracks=tuple(tuple(track for _, track in row) for row in seen),
        fused=tuple(() for _ in trajectories),
        opportunities=opportunities,
        plan=r.Plan(np.array(shots, dtype=r.SHOT), tuple(unengaged)),
        launch_chance=np.ones(len(s.threats)),
        notes=(r.note("notes-nothing-aimed", place="Busan"),),
    )


def spread(mean: float, raids: int, variance: float, drawn: bool) -> r.Estimate:
    half = 0.25 * mean if drawn else nan
    return r.Estimate(mean, sqrt(max(variance, 0.0) / raids), mean - half, mean + half, mean + 0.1 * half)


def answer(s: r.Scenario | None = None) -> r.Answer:
    s = s if s is not None else scenario()
    b = battlespace(s)
    n, raids, drawn = len(s.threats), s.raids, s.draws > 0
    survive = np.ones(n)
    kills = np.zeros((n, len(s.layers)))
    used = np.zeros(len(s.fire_units))
    for shot in sorted(b.plan.shots, key=lambda row: row["intercept"]):
        p = s.interceptors[s.fire_units[shot["unit"]].interceptor].kill_probability
        k = shot["threat"]
        kill = survive[k] * (1.0 - (1.0 - p) ** shot["rounds"])
        kills[k, shot["layer"]] += kill
        used[shot["unit"]] += survive[k] * shot["rounds"]
        survive[k] -= kill
    distribution = np.array([1.0])
    for p in survive:
        distribution = np.convolve(distribution, [1.0 - p, p])
    variance = float((survive * (1.0 - survive)).sum())
    places = {}
    for place in s.places:
        mine = np.array([survive[k] for k, t in enumerate(s.threats) if t.place == place.name])
        clear = float(np.prod(1.0 - mine))
        places[place.name] = r.PlaceAnswer(
            spread(float(mine.sum()), raids, float((mine * (1 - mine)).sum()), drawn),
            spread(clear, raids, clear * (1 - clear), drawn),
            place.people_weight,
        )
    total = sum(p.people_weight for p in s.places)
    unengaged = {
        reason: spread(float(sum(u == reason for u in b.plan.unengaged)), raids, 0.0, drawn) for reason in r.REASONS
    }
    wave = np.sin(np.arange(s.draws) * 2.399963) * 0.25
    return r.Answer(
        scenario=s,
        battlespace=b,
        raids=raids,
        seed=s.seed,
        draws=s.draws,
        leakers=spread(float(survive.sum()), raids, variance, drawn),
        p_no_leaker=spread(float(distribution[0]), raids, float(distribution[0]), drawn),
        leaker_distribution=distribution,
        leak_probability=survive,
        drawn_leakers=float(survive.sum()) * (1.0 + wave),
        places=places,
        weight_clear=spread(sum(p.p_no_leaker.mean * p.people_weight for p in places.values()), raids, 4e12, drawn),
        weight_total=total,
        rounds_used={u.name: spread(float(used[k]), raids, 2.0, drawn) for k, u in enumerate(s.fire_units)},
        rounds_left={
            u.name: spread(u.ready_rounds + u.reserve_rounds - float(used[k]), raids, 2.0, drawn)
            for k, u in enumerate(s.fire_units)
        },
        kills_by_layer={layer: spread(float(kills[:, k].sum()), raids, 4.0, drawn) for k, layer in enumerate(s.layers)},
        unengaged=unengaged,
        rounds_wasted={u.name: spread(0.0, raids, 0.0, drawn) for u in s.fire_units},
        not_launched=spread(0.0, raids, 0.0, drawn),
        strays=spread(0.0, raids, 0.0, drawn),
        leaker_spread=r.Spread(3, 6, 10),
        layer_rounds_spread={layer: r.Spread(10, 20, 30) for layer in s.layers},
        correlations={},
        readings=tuple(
            r.Reading(
                n, spread(mean, raids, 4.0, False), spread(chance, raids, chance, False), raids, (), (), ("thaad",)
            )
            for n, mean, chance in (("brochure", 1.5, 0.4), ("tests", 3.0, 0.2), ("wars", 9.0, 0.01))
        ),
        drivers=(
            r.Driver("interceptors/thaad/kill_probability", -0.71, True),
            r.Driver("interceptors/pac-3-cri/kill_probability", -0.48, True),
            r.Driver("interceptors/thaad/minimum_altitude", 0.36, True),
            r.Driver("missiles/nodong/nose_cross_section", -0.11, False),
        )
        if drawn
        else (),
        tightness=None,
        notes=(*s.notes, *b.notes),
        versions={"openbmd": "0.1.0", "numpy": "2.0.0"},
    )


def without_defence() -> r.Answer:
    """Three missiles, radars, no fire unit, no defended place."""
    s = scenario()
    shape = r.Shape("lofted", 300e3, nan)
    routes = (
        r.Route("Nodong into the sea", "nodong", site(38.75, 125.9), site(40.6, 138.6), shape),
        r.Route("Scud-ER into the sea", "scud-er", site(38.75, 125.9), site(41.0, 138.0), shape),
    )
    from dataclasses import replace

    return answer(
        replace(
            s,
            name="synthetic-watch",
            title="Three missiles into the sea, made up",
            places=(),
            fire_units=(),
            layers=(),
            routes=routes,
            threats=(
                r.Threat("first", 0, 0.0, "", "first", "", 0),
                r.Threat("second", 0, 30.0, "", "second", "", 0),
                r.Threat("third", 1, 60.0, "", "third", "", 0),
            ),
            draws=0,
        )
    )


def range_angle(a: r.Site, b: r.Site) -> float:
    """Angle at the Earth's centre [rad] by the haversine."""
    h = sin((b.latitude - a.latitude) / 2) ** 2 + cos(a.latitude) * cos(b.latitude) * (
        sin((b.longitude - a.longitude) / 2) ** 2
    )
    return 2.0 * asin(sqrt(h))
