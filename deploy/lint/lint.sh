#!/usr/bin/env bash
# The slower linters of the deployment files, those that need Node.js or a hundred packages; the quick
# ones run in `make check` (tests/deploy). Installs what it needs under .run/tools.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

tools=.run/tools/lint
mkdir -p "$tools"
rendered=$(mktemp -d)
trap 'rm -rf "$rendered"' EXIT

step() { echo "== $*"; }

for program in npm docker-compose kubectl; do
    command -v "$program" >/dev/null || {
        echo "$program is missing: apt-get install npm docker-compose kubernetes-client" >&2
        exit 1
    }
done

step "compose: dclint"
cp deploy/lint/package.json deploy/lint/package-lock.json "$tools/"
npm ci --prefix "$tools" --no-audit --no-fund --ignore-scripts --loglevel=error
docker-compose --profile '*' config >"$rendered/docker-compose.yml"
"$tools/node_modules/.bin/dclint" --config deploy/lint/dclint.yaml "$rendered/docker-compose.yml"

step "kubernetes: the operators' own types"
for overlay in small production production-keda; do
    kubectl kustomize "deploy/kubernetes/overlays/$overlay" >"$rendered/$overlay.yaml"
done
.venv/bin/python - "$rendered" <<'PYTHON'
import json, sys
from pathlib import Path
import yaml

rendered = Path(sys.argv[1])
overlays = (rendered / f"{name}.yaml" for name in ("small", "production", "production-keda"))
files = (*overlays, *Path("deploy/kubernetes/examples").glob("*.yaml"))
objects = [each for file in files for each in yaml.safe_load_all(file.read_text())]
schemas = sorted(Path("deploy/kubernetes/schemas").glob("*.yaml"))
(rendered / "objects.json").write_text(json.dumps(objects))
(rendered / "schemas.json").write_text(
    json.dumps([[path.stem, yaml.safe_load(path.read_text())] for path in schemas])
)
PYTHON
node deploy/lint/operators.mjs "$tools" "$rendered/objects.json" "$rendered/schemas.json"
mkdir "$rendered/written"
node deploy/lint/schemas.mjs "$tools" "$rendered/written"
for written in "$rendered/written"/*.json; do
    diff --brief "$written" deploy/kubernetes/schemas || {
        echo "Write the schemas anew: node deploy/lint/schemas.mjs $tools deploy/kubernetes/schemas" >&2
        exit 1
    }
done
rm -r "$rendered/written"
rm "$rendered/objects.json" "$rendered/schemas.json"

step "kubernetes and images: checkov"
if [[ ! -x $tools/checkov/bin/checkov ]]; then
    .venv/bin/python -m venv "$tools/checkov"
    "$tools/checkov/bin/pip" install --quiet --disable-pip-version-check 'checkov>=3.2,<4'
fi
cp Dockerfile "$rendered/"
"$tools/checkov/bin/checkov" --directory "$rendered" --framework kubernetes dockerfile \
    --config-file deploy/lint/checkov.yaml
