"""Who fires on whose track: own radar, links by their use, fused tracks; and the radars that a shot stands on."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engaging import INTERCEPTOR, UNIT
from openbmd.opportunities import gather, tabulate
from openbmd.records import DECISION_STEP, EngagementOpportunity, Link, Site, Track
from sensing import MISSILE, link
from test_opportunities import COARSE, FLIGHT, GROWTH, SITES, TABLE, reach, track, unseen

DELAY = INTERCEPTOR.reaction_time + UNIT.command_delay
FAST = {"burnout_speed": 1e5, "burn_time": 0.1, "ballistic_coefficient": inf}
FAST_TABLE = tabulate(INTERCEPTOR._replace(**FAST))  # type: ignore[arg-type]
OWN, FIRST, SECOND = 1, 2, 4  # bits of the radar sites in RADARS
RADARS = ("radar", "first", "second")

TRACKS = st.tuples(
    *(
        st.builds(
            track,
            st.just(name),
            first=st.floats(90.0, 250.0),
            last=st.floats(260.0, 400.0),
            drift=st.floats(50.0, 4000.0),
        )
        for name in RADARS
    )
)
LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(RADARS[1:]),
        st.just(UNIT.name),
        st.floats(0.0, 30.0),
        st.sampled_from(["cue", "launch-on-remote", "engage-on-remote"]),
    ),
    max_size=3,
).map(tuple)


def remote(use: str, latency: float = 5.0, source: str = "first") -> Link:
    return link(source, UNIT.name, latency, use)


def fuse(tracks: tuple[Track, ...], first: float, drift: float) -> Track:
    """A made-up fused track of these, with errors of its own."""
    made = track(" + ".join(each.sensor for each in tracks), first=first, drift=drift)
    return made._replace(members=tuple(each.sensor for each in tracks))


def opens_no_less(larger: EngagementOpportunity, smaller: EngagementOpportunity) -> bool:
    return bool(
        np.all(larger.intercept_at <= smaller.intercept_at)
        and np.all(np.isfinite(larger.launch_at) >= np.isfinite(smaller.launch_at))
    )


@settings(max_examples=60)
@given(site=SITES, tracks=TRACKS, links=LINKS, added=LINKS, basket=st.floats(300.0, 5000.0))
def test_an_added_link_never_closes_an_opportunity(
    site: Site, tracks: tuple[Track, ...], links: tuple[Link, ...], added: tuple[Link, ...], basket: float
) -> None:
    few, many = (
        reach(site, tracks, told, table=TABLE, acquisition_basket=basket) for told in (links, (*added, *links))
    )
    assert opens_no_less(many, few)


@settings(max_examples=40)
@given(site=SITES, tracks=TRACKS, links=LINKS, added=LINKS, basket=st.floats(300.0, 5000.0))
def test_an_added_link_never_delays_the_launch_of_a_round_faster_than_its_target(
    site: Site, tracks: tuple[Track, ...], links: tuple[Link, ...], added: tuple[Link, ...], basket: float
) -> None:
    # a slower one that chases its target may launch later for an earlier intercept
    few, many = (
        reach(site, tracks, told, table=FAST_TABLE, acquisition_basket=basket, **FAST)
        for told in (links, (*links, *added))
    )
    assert np.all(many.launch_at <= few.launch_at)


@settings(max_examples=60)
@given(
    site=SITES,
    tracks=TRACKS,
    sources=st.lists(st.sampled_from(RADARS[1:]), min_size=1, max_size=2, unique=True),
    latency=st.floats(0.0, 30.0),
    basket=st.floats(300.0, 5000.0),
)
def test_engage_on_remote_opens_no_less_than_launch_on_remote(
    site: Site, tracks: tuple[Track, ...], sources: list[str], latency: float, basket: float
) -> None:
    engage, launch, nothing = (
        reach(
            site, tracks, tuple(remote(use, latency, name) for name in sources), table=TABLE, acquisition_basket=basket
        )
        for use in ("engage-on-remote", "launch-on-remote", "cue")
    )
    assert opens_no_less(engage, launch)
    assert opens_no_less(launch, nothing)


@settings(max_examples=80)
@given(
    site=SITES,
    tracks=TRACKS,
    links=LINKS,
    basket=st.floats(300.0, 5000.0),
    fused_drift=st.floats(20.0, 400.0),
    firm=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_every_launch_stands_on_tracks_that_were_firm_and_had_arrived(
    site: Site,
    tracks: tuple[Track, ...],
    links: tuple[Link, ...],
    basket: float,
    fused_drift: float,
    firm: list[bool],
) -> None:
    tracks = tuple(each if is_firm else unseen(each.sensor) for each, is_firm in zip(tracks, firm, strict=True))
    usable = {OWN: [(tracks[0].firm_time, tracks[0].lost_time)]}
    latencies = {"radar": 0.0}
    finished_by_own = set()
    for each in links:
        bit = 1 << RADARS.index(each.source)
        held = tracks[RADARS.index(each.source)]
        if each.use == "engage-on-remote":
            latencies[each.source] = min(each.latency, latencies.get(each.source, inf))
        elif each.use == "launch-on-remote":
            bit |= OWN
            finished_by_own.add(bit)
        else:
            continue
        usable.setdefault(bit, []).append((held.firm_time + each.latency, held.lost_time + each.latency))
    together = fuse(tuple(tracks[RADARS.index(name)] for name in latencies), 200.0, fused_drift)
    fused = (together,) if len(latencies) > 1 else ()
    found = reach(site, tracks, links, fused=fused, table=TABLE, acquisition_basket=basket)
    shots = np.isfinite(found.launch_at)
    assert np.all(found.radars_at[~shots] == 0)
    for launch, intercept, radars in zip(
        found.launch_at[shots], found.intercept_at[shots], found.radars_at[shots], strict=True
    ):
        arrived = sum(
            1 << RADARS.index(name)
            for name, latency in latencies.items()
            if tracks[RADARS.index(name)].firm_time + latency <= launch
        )
        alone = any(first + DELAY <= launch <= last for first, last in usable.get(radars, []))
        if alone and radars in finished_by_own:
            alone = tracks[0].firm_time <= intercept <= tracks[0].lost_time + DECISION_STEP
        in_company = bool(fused) and arrived == radars and together.firm_time + DELAY <= launch <= together.lost_time
        assert radars > 0
        assert alone or in_company


def test_launch_on_remote_needs_its_own_radar_by_the_intercept() -> None:
    theirs = track("first", first=100.0)
    free = {"acquisition_basket": 1e9, "maximum_range": 100e3}
    engage = reach(tracks=(unseen("radar"), theirs), links=(remote("engage-on-remote"),), **free)
    first, last = engage.windows[0, 2], engage.windows[-1, 3]
    middle = 0.5 * (first + last)

    def launched(mine: Track) -> EngagementOpportunity:
        coarse = mine._replace(at_launch=mine.at_launch + COARSE)  # so that it is the link that makes each launch
        found = reach(tracks=(coarse, theirs), links=(remote("launch-on-remote"),), **free)
        assert set(found.radars_at[np.isfinite(found.launch_at)]) == {OWN | FIRST}
        assert found.track_source == "first"
        return found

    late = launched(track(first=middle - 5.0))
    assert middle <= late.windows[0, 2] < middle + DECISION_STEP
    assert late.windows[-1, 3] == last
    assert late.launch_at[0] < middle - 5.0  # before its own radar has seen anything
    lost = track(first=first - 50.0, last=middle)
    short = launched(lost)
    assert short.windows[0, 2] == first
    assert lost.lost_time <= short.windows[-1, 3] <= lost.lost_time + DECISION_STEP
    assert np.array_equal(launched(track(first=first - 50.0)).windows, engage.windows)
    nobody = reach(tracks=(unseen("radar"), theirs), links=(remote("launch-on-remote"),), **free)
    assert nobody.reason == "never seen"


def test_without_an_own_radar_only_an_engage_on_remote_link_gives_anything() -> None:
    tracks, blind = (track("other"), track("first")), UNIT._replace(radar="")
    for use in ("cue", "launch-on-remote"):
        assert reach(tracks=tracks, links=(remote(use),), unit=blind).reason == "never seen"
    found = reach(tracks=tracks, links=(remote("engage-on-remote"),), unit=blind)
    assert found.reason == ""
    assert set(found.radars_at) == {0, 2}
    assert reach(tracks=tracks, unit=blind).reason == "never seen"
    elsewhere = (link("first", "another battery", 0.0, "engage-on-remote"),)
    assert reach(tracks=tracks, links=elsewhere, unit=blind).reason == "never seen"


def test_own_radar_serves_first_then_links_in_their_order_then_what_is_fused() -> None:
    tracks = tuple(track(name) for name in RADARS)
    links = (remote("engage-on-remote", 0.0, "second"), remote("engage-on-remote", 0.0, "first"))
    fused = (fuse(tracks, 100.0, 1.0),)

    def stands_on(*coarse: str) -> set[int]:
        held = tuple(
            each._replace(at_launch=each.at_launch + COARSE) if each.sensor in coarse else each for each in tracks
        )
        found = reach(tracks=held, links=links, fused=fused, acquisition_basket=1e5)
        return set(found.radars_at[np.isfinite(found.launch_at)].tolist())

    assert stands_on() == {OWN}
    assert stands_on("radar") == {SECOND}
    assert stands_on("radar", "second") == {FIRST}
    assert stands_on(*RADARS) == {OWN | FIRST | SECOND}


def test_a_fused_track_opens_what_its_members_cannot_and_stands_on_those_that_had_arrived() -> None:
    mine, theirs = track(first=100.0, drift=40e3), track("first", first=200.0, drift=40e3)
    links = (remote("engage-on-remote", 10.0),)
    alone = reach(tracks=(mine, theirs), links=links, acquisition_basket=1000.0)
    fused = (fuse((mine, theirs), 100.0, 400.0),)
    found = reach(tracks=(mine, theirs), links=links, fused=fused, acquisition_basket=1000.0)
    assert opens_no_less(found, alone)
    assert found.track_source == "radar + first"
    shots = np.isfinite(found.launch_at) & ~np.isfinite(alone.launch_at)
    assert shots.any()
    shots = np.isfinite(found.launch_at)
    assert np.array_equal(
        found.radars_at[shots], np.where(found.launch_at[shots] >= theirs.firm_time + 10.0, OWN | FIRST, OWN)
    )
    assert set(found.radars_at[shots]) == {OWN, OWN | FIRST}


def test_a_fused_track_serves_only_the_unit_that_holds_it() -> None:
    mine, theirs = track(drift=1e9), track("first", drift=1e9)
    target = gather(
        0, FLIGHT, MISSILE, (mine, theirs), (fuse((mine, theirs), 100.0, 400.0),), (1.0, 1.0), False, False, GROWTH
    )
    assert len(target.tracks) == 3
    assert reach(tracks=(mine, theirs), links=(remote("engage-on-remote"),)).reason == "track too coarse"


def test_more_radar_sites_than_a_shot_can_mark_are_refused() -> None:
    sites = tuple(unseen(f"site {k}") for k in range(61))
    found = reach(tracks=(*sites, track()))
    assert set(found.radars_at[np.isfinite(found.launch_at)]) == {1 << 61}
    with pytest.raises(ValueError, match=r"63 radar sites: .* room for 62"):
        reach(tracks=(*sites, track(), track("one more")))
