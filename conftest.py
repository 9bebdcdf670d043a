pytest_plugins = ["launcher.sandbox_plugin"]
