# What is counted, in the form that goes with $n.

noun-missile =
    { $n ->
        [one] missile
       *[other] missiles
    }
noun-radar =
    { $n ->
        [one] radar
       *[other] radars
    }
noun-round =
    { $n ->
        [one] round
       *[other] rounds
    }
noun-unit =
    { $n ->
        [one] unit
       *[other] units
    }
noun-raid =
    { $n ->
        [one] raid
       *[other] raids
    }
noun-fire-unit =
    { $n ->
        [one] fire unit
       *[other] fire units
    }
noun-launcher =
    { $n ->
        [one] launcher
       *[other] launchers
    }
noun-flight =
    { $n ->
        [one] flight
       *[other] flights
    }
noun-route =
    { $n ->
        [one] route
       *[other] routes
    }
noun-figure =
    { $n ->
        [one] figure
       *[other] figures
    }
noun-study =
    { $n ->
        [one] study
       *[other] studies
    }
noun-claim =
    { $n ->
        [one] claim
       *[other] claims
    }
noun-part =
    { $n ->
        [one] part
       *[other] parts
    }
noun-checkable-part =
    { $n ->
        [one] checkable part
       *[other] checkable parts
    }
noun-footprint =
    { $n ->
        [one] footprint
       *[other] footprints
    }
noun-warning-sensor =
    { $n ->
        [one] warning sensor
       *[other] warning sensors
    }
noun-link =
    { $n ->
        [one] link
       *[other] links
    }
