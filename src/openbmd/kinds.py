"""Kinds of things: missiles, radars, sensors, interceptors. They differ by figures alone; SI units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

FIRE_UNITS = "fire_units"  # of a figure's path: a scenario's own unit, whose number of launchers is drawn


class Figure(NamedTuple):
    """A number with its range and its origin; values in SI."""

    path: str  # where it acts, e.g. "missiles/nodong/stages/0/burn_time", "fire_units/osan/launchers"
    low: float
    best: float
    high: float
    unit: str  # SI unit, "1" for a ratio
    source: str  # who published it; "" when assumed
    assumed: str  # why it was assumed; "" when published
    successes: int  # of a share: successes in the tests that it rests on,
    attempts: int  # out of so many; 0 when it rests on no count
    origin: str  # read, recalled, derived or assumed


# How a system's chances can be read: as who sells it says, as tests have shown, as wars have shown.
READINGS = ("brochure", "tests", "wars")


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
    lift_to_drag: float  # 1, of a pull-up or a glide; 0 when ballistic
    pull_up_altitude: float  # m, below which the descending body lifts; 0 when ballistic
    nose_cross_section: float  # m2, of the re-entering body seen head on
    side_cross_section: float  # m2, of the re-entering body seen from the side
    tail_cross_section: float  # m2, of the re-entering body seen from behind; 0 for as head on
    booster_cross_section: float  # m2, while the last stage is still attached
    reliability: float  # 1, chance that one launched flies as meant
    circular_error: float  # m, CEP: half of those that fly come down so near to the aimpoint
    unresolved_objects: float  # 1, objects beside the payload (spent stage, debris, decoys) that look like it
    strip_altitude: float  # m, below which the air has parted them from the payload


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
    search_share: float  # 1, of its time spent on the search fence; tracks share the rest
    availability: float  # 1, chance that it works throughout a raid
    discrimination: float  # 1, chance that it tells the payload from all that looks like it
    least_dwell: float  # s, shortest look at a target in track
    track_snr: float  # 1, that a look needs to keep a target in track,
    engaged_snr: float  # 1, at a target that is engaged,
    discriminating_snr: float  # 1, and to tell the payload from what looks like it
    engaged_rate: float  # Hz, looks at an engaged target and messages to each interceptor in flight
    discriminating_rate: float  # Hz, looks at each object that is to be told apart
    uplink_time: float  # s, of one message to an interceptor in flight
    maximum_tracks: int  # held at once


class InfraredSensor(NamedTuple):
    cloud_break_altitude: float  # m, above which no cloud hides the plume
    clear_altitude: float  # m, below which the air hides the plume under a clear sky too
    cloud_cover: float  # 1, share of the sky below cloud_break_altitude in which clouds hide the plume
    revisit_time: float  # s between two looks; 0 for a sensor that stares
    detection_delay: float  # s in sight before it is called a launch
    report_delay: float  # s from detection to a report at the source's end of a link


class Interceptor(NamedTuple):
    burnout_speed: float  # m/s
    burn_time: float  # s
    vertical_rise_time: float  # s after launch for which it climbs straight up; 0 for none
    pitch_over_share: float  # 1, of the rest of the burn, over which it turns to its course; 0 for at once
    ballistic_coefficient: float  # kg/m2, after burnout; inf outside the atmosphere's reach
    minimum_altitude: float  # m, keep-out floor
    maximum_altitude: float  # m
    minimum_range: float  # m, on the ground
    maximum_range: float  # m, on the ground
    acquisition_basket: float  # m, 1-sigma predicted-intercept-point error that it can divert over
    homing_time: float  # s before the intercept, from when it homes by itself and needs no track any more
    kill_probability: float  # 1, of one round (SSPK)
    common_mode_failure: float  # 1, chance in a raid that every round of the layer fails together
    reaction_time: float  # s, firm track to first launch
    kill_assessment_delay: float  # s, intercept to known result
    salvo_interval: float  # s between the rounds of one salvo
    simultaneous_engagements: int  # of one fire unit
    rounds_per_launcher: int
    reload_time: float  # s, for one launcher
    launcher_reliability: float  # 1, chance that a launcher works throughout a raid
    miss_called_kill: float  # 1, chance that a salvo's miss is taken for a kill
    kill_called_miss: float  # 1, chance that a salvo's kill is taken for a miss
    crossing_factor: float  # 1, of the kill probability when the target crosses at a right angle; 1 head on
    floor_factor: float  # 1, of the kill probability at the floor, rising to 1
    floor_margin: float  # m above the floor
    design_range: float  # m, of the ballistic missiles that it is made for; inf when it has no class
    limit_range: float  # m, of those that it meets with half of the chance; inf when it has no class
    agility: float  # m/s2, across, of a target against which half of the kill probability is left
    target_failure: float  # 1, chance that all rounds of the layer at one target fail together


class Launcher(NamedTuple):
    """The cycle of a mobile launcher, mean times of one mission: hide, move, set up, launch, leave."""

    hide_time: float  # s, out of sight before a mission
    move_time: float  # s, from hiding to the launch point
    set_up_time: float  # s, at the launch point until the missile can be launched: erecting, and fuelling if liquid
    leave_time: float  # s, from launch until out of sight
    reload_time: float  # s, out of sight, until it could begin another mission


class KillChain(NamedTuple):
    """Strikes at launchers before launch, as rates and delays; never places."""

    hidden_rate: float  # 1/s, at which one launcher is detected while it hides,
    moving_rate: float  # 1/s, while it moves,
    exposed_rate: float  # 1/s, and while it stands at the launch point
    detect_delay: float  # s, from being seen to being reported
    identify_delay: float  # s
    decide_delay: float  # s
    strike_delay: float  # s, from the decision to the weapon's arrival
    strike_reliability: float  # 1, chance that a weapon that comes in time, on the right launcher, stops it
    decoys: float  # 1, false launchers for each true one
    decoy_recognition: float  # 1, chance that a decoy is known for one


def replaced(record: Any, where: Sequence[str], value: float) -> Any:
    """A record of nested named tuples with the field at where replaced."""
    if not where:
        return round(value) if isinstance(record, int) else value
    if where[0].isdigit():
        i = int(where[0])
        return (*record[:i], replaced(record[i], where[1:], value), *record[i + 1 :])
    return record._replace(**{where[0]: replaced(getattr(record, where[0]), where[1:], value)})
