#!/usr/bin/env bash
# Writes the digests of images into the deployment files, where their registries are reachable; no
# digest is in them before, since none can be looked up where they are written. A tag can be moved by
# whoever has the registry, a digest cannot: run this once per release, look at the difference, and
# keep it with the release.
#   deploy/pin.sh          others' images: docker-compose.yml and deploy/kubernetes
#   deploy/pin.sh --own    ours too, as overlays/production names them, once they are pushed
# Needs skopeo, or docker with buildx.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

own=${1:-}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
production=deploy/kubernetes/overlays/production/kustomization.yaml

digest() { # IMAGE:TAG
    if command -v skopeo >/dev/null; then
        skopeo inspect --no-tags --format '{{.Digest}}' "docker://$1"
    elif docker buildx version >/dev/null 2>&1; then
        docker buildx imagetools inspect "$1" --format '{{.Manifest.Digest}}'
    else
        echo "Neither skopeo nor docker buildx is here: install one of them." >&2
        exit 1
    fi
}

looked_up() {
    local found
    found=$(digest "$1") || {
        echo "The digest of $1 cannot be looked up; nothing was changed for it." >&2
        return 1
    }
    [[ $found =~ ^sha256:[0-9a-f]{64}$ ]] || {
        echo "The registry says '$found' of $1, which is no digest." >&2
        return 1
    }
    echo "$found"
}

failed=0
mapfile -t files < <(git ls-files 2>/dev/null docker-compose.yml 'deploy/compose/*.y*ml' 'deploy/kubernetes/*.y*ml')
# Others' images by their whole name; ours are pinned as an overlay names them.
images=$(sed -nE 's/^ *(image|imageName): *([a-z0-9][^ @$]*:[^ @]+)(@sha256:[0-9a-f]+)?( +#.*)?$/\2/p' "${files[@]}" |
    grep -vE '^(krachtlijn/|service:)' | sort -u)
for image in $images; do
    found=$(looked_up "$image") || { failed=1; continue; }
    sed -i -E "s#^( *(image|imageName): *)${image//./\\.}(@sha256:[0-9a-f]+)?( .*)?\$#\1$image@$found\4#" "${files[@]}"
    echo "$image@$found"
done

if [[ $own == --own ]]; then
    while read -r name place; do
        found=$(looked_up "$place:$version") || { failed=1; continue; }
        sed -i -E "s#\{ name: $name, newName: ${place}[^}]*\}#{ name: $name, newName: $place, newTag: $version, digest: $found }#" "$production"
        echo "$place:$version@$found"
    done < <(sed -nE 's#.*\{ name: (krachtlijn/[a-z]+), newName: ([^ ,}]+).*#\1 \2#p' "$production")
fi
exit $failed
