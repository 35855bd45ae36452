# What maps and charts of a situation say.

scene-missile = { $missile }: { $vehicles } on { $routes }
scene-legend-missile = { $missile }: { $vehicles } on { $routes }, from × its launch point
scene-legend-interceptor = { $interceptor }: { $units }, { $rounds } rounds; dashed: { $reach } km limit, not a footprint
scene-legend-leak = mean leakers in a raid, by place aimed at
scene-legend-place = defended place
scene-legend-weight = people-weight of a defended place (area)
scene-legend-ellipse = impact as known when the first round is launched, 1 sigma
scene-legend-fan = radar fan: reach against { $area } m² with S/N 20 in one search look
scene-legend-stage = where a spent stage comes down
scene-legend-impact = impact point

scene-reach = { $radar } { $reach } km
scene-reach-capped = { $radar } { $reach } km, its instrumented range
scene-reaches = Radar fans, against { $area } m²: { $reaches }. { scene-limits }
scene-limits = Limits and fans are published or computed reaches, not what is defended. Borders as Natural Earth draws them.

# Tips of the map.
scene-tip-fan = { $radar }: { $reach } km against { $area } m²
scene-tip-track = { $route }: { $missiles }
scene-tip-ellipse = { $route }: impact known to { $major } x { $minor } km (1 sigma) by { $who }
scene-tip-leak = { $place }: { $leakers } leakers in a raid
scene-tip-unit = { $unit }: { $interceptor }, { $rounds }
scene-tip-launch = launch point, { $missile }
scene-tip-stage = { $stage } of { $route } comes down, { $time } s
scene-tip-impact = impact of { $route }

# The battlespace.
scene-battlespace = Altitude over time of each missile, with radar tracks and intercept windows.
scene-time = time after launch (s)
scene-altitude = altitude (km)
scene-key-burnout = burnout
scene-key-firm = first firm track of any radar
scene-key-sight = in sight
scene-key-seen = first seen
scene-key-held = firm (one lane for each route)
scene-key-meet = a fire unit can intercept
scene-ceiling = { $interceptor } ceiling { $height } km
scene-floor = { $interceptor } floor { $height } km
scene-apogee = apogee { $height } km
scene-tip-apogee = { $route }: apogee { $height } km at { $time } s
scene-tip-window = { $interceptor }: { $first }–{ $last } s
scene-tip-burnout = burnout { $time } s
scene-tip-firm = first firm track { $time } s
scene-tip-sight = { $radar }: in sight { $first }–{ $last } s
scene-tip-held = { $radar }: first seen { $seen } s, firm { $firm } s, last look { $lost } s
scene-tip-never-firm = { $radar }: first seen { $seen } s, never firm, last look { $lost } s
scene-tip-meet = { $unit }: can intercept { $route } at { $first }–{ $last } s

scene-no-firm = No radar holds a firm track.
scene-first-firm = First firm track { $time } s after launch.
scene-meets = { $interceptor } can meet it for { $seconds } s
scene-meets-some = { $interceptor } can meet it on { $number } of { $routes } routes for { $seconds } s
scene-cannot = { $interceptors } cannot

scene-nobody = No fire unit can meet it.
scene-idle = No window: { $units }.
scene-idle-unit = { $units } ({ $reason })
scene-title-no-firm = No radar holds a firm track of any flight
scene-title-firm = Radars hold { $whom }; the first firm track comes { $time } s after launch
scene-some-routes = { $number } of { $routes } routes
scene-both-routes = both routes
scene-every-route = every route
scene-title-shut = No fire unit can ever meet { $lost } of { $all } missiles ({ $names })
scene-title-open = Every missile can be met; { $missile } leaves the least time, { $time } s
