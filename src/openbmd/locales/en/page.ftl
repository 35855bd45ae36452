# What every page, terminal and sheet says around an answer.

page-as-in-study = : as in study { $number }.
page-notes = Notes
page-notes-of-studies = In brackets: the studies that say so.
page-no-notes = There is nothing to add.
page-versions = Versions: { $versions }.
page-report = Report: { $path }
page-place = place
page-kind = kind
page-people-weight = people-weight
page-sheet-summary = Summary
page-sheet-tables = Tables
page-sheet-sources = Sources
page-interceptor = interceptor
page-layer = layer
page-in-orbit = in orbit
page-name = name
page-again-same = Written: { $path }, the same in every byte.
page-again-other = Written: { $path }. It differs from the folder that was asked again, as another version of OpenBMD or of its libraries may.
page-page = page
page-tables-behind = Tables behind it
page-shape = shape
page-boresight = boresight
page-doctrine = doctrine
