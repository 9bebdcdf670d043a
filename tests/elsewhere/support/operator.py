"""An operator in an empty folder, with the command, addresses and secrets."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from launcher.infra import Infrastructure


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    error: str


@dataclass
class Operator:
    programs: Path
    folder: Path
    servers: Infrastructure
    environment: dict[str, str] = field(default_factory=dict)

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
        running = self.begin(*arguments, **environment)
        out, error = running.communicate(timeout=120)
        return Answer(running.returncode, out, error)

    def begin(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [self.programs / "krachtlijn", *arguments],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "COLUMNS": "300", **environment},
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
