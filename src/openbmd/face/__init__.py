"""The Python face: `import openbmd as bmd`. Each question calls what the command of its name calls."""
