"""An operator in an empty folder, with the command, addresses and secrets."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.command_nursery import Answer, CommandNursery, RunningCommand
from launcher.infra import Infrastructure

ENVIRONMENT = {"PATH": os.environ["PATH"], "COLUMNS": "300"}


@dataclass
class Operator:
    programs: Path
    folder: Path
    servers: Infrastructure
    commands: CommandNursery

    @property
    def secrets(self) -> Path:
        return self.servers.credentials.folder

    @property
    def broker(self) -> list[str]:
        url = self.servers.management_url.replace("https://", "https://admin@")
        return ["--management-url", f"{url}/", "--secrets", str(self.secrets)]

    @property
    def server(self) -> str:
        """The database server, whose name must be proved on this machine too."""
        return f"postgresql://localhost:{self.servers.postgres_port}?sslmode=verify-full"

    @property
    def database(self) -> list[str]:
        return ["--database-url", self.server, "--secrets", str(self.secrets)]

    @property
    def everything(self) -> list[str]:
        return [*self.broker, "--database-url", self.server]

    def __call__(self, *arguments: str, **environment: str) -> Answer:
        return self.begin(*arguments, **environment).ends()

    def begin(self, *arguments: str, **environment: str) -> RunningCommand:
        return self.commands.begin(*arguments, **environment)

    def begin_alone(self, *arguments: str) -> "subprocess.Popen[str]":
        """As a shell begins it: the program itself, and nothing else."""
        return subprocess.Popen(
            [self.programs / "krachtlijn", *arguments],
            cwd=self.folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def done(self, *arguments: str, **environment: str) -> Answer:
        answer = self(*arguments, **environment)
        assert answer.code == 0, answer.out + answer.error
        return answer

    def refused(self, *arguments: str, **environment: str) -> str:
        """The one sentence that it ends with."""
        answer = self(*arguments, **environment)
        assert answer.code == 1, answer.out + answer.error
        assert "Traceback" not in answer.error
        sentence = answer.error.strip()
        assert "\n" not in sentence, sentence
        return sentence
