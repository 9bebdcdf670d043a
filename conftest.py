import simulator  # noqa: F401  # before pytest takes its folder, of the same name, for the package

pytest_plugins = ["launcher.sandbox_plugin"]
