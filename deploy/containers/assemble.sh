#!/bin/sh
# Makes /opt/krachtlijn for one image: a virtual environment with what it needs and nothing else, `start`, which
# becomes its program, and `healthy`, which exits 0 when that is at work. /opt/beside has what else the image needs, and
# the list of all its parts.
# Runs in the build stage of the Dockerfile.
set -eu

grep -q "^$1:x:$2:$2:" deploy/containers/accounts || {
    echo "SERVICE=$1 USER_ID=$2 is no line of deploy/containers/accounts." >&2
    exit 1
}
mkdir -p /opt/beside/etc /opt/data
cat /etc/passwd deploy/containers/accounts >/opt/beside/etc/passwd
services="pandkalender databank enforcement registry reporting"
service=$1
case $service in
operations) # the jobs migrate every service's tables
    packages="launcher $services"
    programs='pg_dump pg_restore' # for backups
    # more than half of all: set documents in type, choose figures to hide, draw plans and pictures
    without='typst highspy numpy shapely altair vl-convert-python'
    start='krachtlijn'
    healthy='true'
    ;;
login)
    packages='launcher'
    extras='evaluation'
    start='python -m launcher.local_login'
    healthy='python -m chassis.healthcheck'
    ;;
simulator)
    packages='simulator'
    start='python -m simulator'
    healthy='true'
    ;;
*)
    packages=$service
    without='pygments' # colours code on terminals
    start="python -m chassis.serve $service"
    healthy='python -m chassis.healthcheck'
    ;;
esac

# Traces, for who asks for them at the build: `chassis[otel]`, some six megabytes.
case "$services" in
*"$service"*) [ -z "${TRACES:-}" ] || { packages="$packages chassis" && extras=otel; } ;;
esac

set --
for package in $packages; do set -- "$@" --package "$package"; done
for extra in ${extras:-}; do set -- "$@" --extra "$extra"; done
for package in ${without:-}; do set -- "$@" --no-install-package "$package"; done
/opt/uv/bin/uv sync --quiet --frozen --no-dev --no-editable --compile-bytecode "$@"

# The matcher's core, compiled for this image; elsewhere the same files run as plain Python.
case $service in
databank | operations)
    UV_PROJECT_ENVIRONMENT=/opt/kernel /opt/uv/bin/uv sync --quiet --frozen --only-group kernel
    /opt/kernel/bin/python deploy/kernel/compile.py "$UV_PROJECT_ENVIRONMENT/bin/python"
    ;;
esac

# Half of what the wheels bring is symbols for debuggers, and the world's languages and holidays.
cd "$UV_PROJECT_ENVIRONMENT/lib/python3"*/site-packages
rm -f "$UV_PROJECT_ENVIRONMENT/.lock"
# When uv built our own packages: the one thing by which two builds of a commit would differ.
rm -f ./*.dist-info/uv_cache.json
sed -i '/uv_cache\.json/d' ./*.dist-info/RECORD
find . -name '*.so' -exec strip --strip-unneeded {} +
find . \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.[ch]' \) -delete
# What nothing here imports: others' tests, brokers that we do not have, and all that Pillow knows beside JPEG and PNG.
rm -rf sqlalchemy/testing alembic/testing greenlet/tests numpy/tests numpy/*/tests numpy/f2py
for database in mssql mysql oracle; do rm -rf "sqlalchemy/dialects/$database"; done
[ ! -d stdnum ] || ( # numbers of other countries but bank accounts, and of network cards
    cd stdnum
    for country in [a-z][a-z] [a-z][a-z]_; do [ -e "$country/iban.py" ] || [ "$country" = eu ] || rm -rf "$country"; done
    rm -f oui.dat imsi.dat isbn.dat
)
for broker in nats redis kafka confluent mqtt; do rm -rf "faststream/$broker"; done
for part in avif webp imagingft imagingcms imagingtk; do rm -f "PIL/_$part".*.so; done
for part in avif webp sharpyuv freetype harfbuzz brotli png16 lcms2; do rm -f "pillow.libs/lib$part"*; done

languages=$(find /src -name '*.po' | sed 's#.*/\(..\)\.po#\1#' | sort -u | tr '\n' ' ')
(
    cd babel/locale-data
    mkdir kept
    for language in root nl $languages; do mv "$language".dat "$language"_*.dat kept/ 2>/dev/null || true; done
    rm ./*.dat
    mv kept/* .
    rmdir kept
)
[ ! -d holidays ] || (
    cd holidays/locale
    for language in *; do
        case " en_US nl $languages " in *" $language "*) ;; *) rm -r "$language" ;; esac
    done
    cd ../countries
    find . -type f ! -name '__init__*' ! -name 'belgium*' -delete
    sed -i -n '/belgium/p' __init__.py
    "$UV_PROJECT_ENVIRONMENT/bin/python" -m compileall -q -f --invalidation-mode unchecked-hash __init__.py
)

command() {
    printf '#!/bin/sh\nexec %s "$@"\n' "$2" >"$UV_PROJECT_ENVIRONMENT/bin/$1"
    chmod 755 "$UV_PROJECT_ENVIRONMENT/bin/$1"
}
command start "$start"
command healthy "$healthy"

# PostgreSQL's own programs, with the libraries that they stand on and the image does not have yet.
if [ -n "${programs:-}" ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends postgresql-client-17
    for program in $programs; do
        path=/usr/lib/postgresql/17/bin/$program
        echo "$path"
        ldd "$path" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p'
    done | sort -u | while read -r path; do
        path=$(readlink -f "$(dirname "$path")")/$(basename "$path")
        [ -e "/image$path" ] || cp --parents --dereference "$path" /opt/beside
    done
    mkdir -p /opt/beside/var/lib/dpkg/status.d
    for package in postgresql-client-17 libpq5; do
        dpkg-query --status "$package" >"/opt/beside/var/lib/dpkg/status.d/$package"
    done
fi

# Fonts of every script, for who sets documents in type: upright and bold; of Chinese, Japanese and Korean upright alone.
case $service in
pandkalender | databank | enforcement | reporting)
    fonts='fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji'
    apt-get update -qq
    # shellcheck disable=SC2086 # several packages
    apt-get install -y -qq --no-install-recommends $fonts
    for path in truetype/noto/*-Regular.ttf truetype/noto/*-Bold.ttf truetype/noto/NotoColorEmoji.ttf \
        opentype/noto/NotoSansCJK-Regular.ttc; do
        # shellcheck disable=SC2086 # a star stands for names
        (cd / && cp --parents usr/share/fonts/$path /opt/beside)
    done
    mkdir -p /opt/beside/var/lib/dpkg/status.d
    for package in $fonts; do
        dpkg-query --status "$package" >"/opt/beside/var/lib/dpkg/status.d/$package"
    done
    ;;
esac

cd /src
set -- /image/var/lib/dpkg/status.d
[ ! -d /opt/beside/var/lib/dpkg/status.d ] || set -- "$@" /opt/beside/var/lib/dpkg/status.d
PATH=/opt/uv/bin:$PATH "$UV_PROJECT_ENVIRONMENT/bin/python" -B deploy/supply_chain/sbom.py \
    /opt/beside/usr/share/sbom/krachtlijn.cdx.json --image "$service" --dpkg "$@"
