from launcher.sandbox_plugin import sandbox as sandbox
