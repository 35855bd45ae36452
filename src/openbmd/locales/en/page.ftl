# What every page, terminal and sheet says around an answer.

page-as-in-study = : as in study { $number }.
page-notes = Notes
page-notes-of-studies = In brackets: the studies that say so.
page-no-notes = There is nothing to add.
page-versions = Versions: { $versions }.
page-report = Report: { $path }
page-place = place
page-people-weight = people-weight
page-sheet-summary = Summary
page-sheet-tables = Tables
page-sheet-sources = Sources
page-interceptor = interceptor
page-layer = layer
page-in-orbit = in orbit
page-name = name
page-page = page
page-tables-behind = Tables behind it
