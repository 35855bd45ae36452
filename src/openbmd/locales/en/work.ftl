# What is being done, beside a bar of progress.
work-fitting = vehicles fitted to the report
work-footprints = footprints of fire units
work-places = places
work-claims = claims put to the test
work-maps = maps
work-scenario = scenario
work-answer = answer
work-tables = tables
work-telling = what is told
work-pictures = pictures
work-sheets = sheets
work-folder = run folder
work-compiling = Compiling the kernels, once on this machine: about half a minute. Later commands find them ready.
work-flights = flights, looks and tracks
work-raids = raids
work-draws = draws over the published figures
work-days = days
