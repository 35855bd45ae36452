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
noun-study =
    { $n ->
        [one] study
       *[other] studies
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
