#!/bin/sh
# Copies Python, and what it stands on, into /image: no package manager, no perl, no program but Python and a
# shell. Scanners of vulnerabilities find the packages in /var/lib/dpkg/status.d, as in distroless images.
#   root.sh [FOLDER]   another place than /image
set -eu

# Where the loader of programs stands: in the folder of libraries, or in one of its own beside it.
architecture=$(dpkg --print-architecture)
case $architecture in
amd64) loader=/lib64 ;;
arm64) loader= ;;
*)
    echo "Images are built for amd64 and arm64, not for $architecture (deploy/images.yaml)." >&2
    exit 1
    ;;
esac
packages="base-files base-passwd ca-certificates dash libbz2-1.0 libc6 libdb5.3t64 libexpat1 libffi8 libgcc-s1
liblzma5 libncursesw6 libpython3.13-minimal libpython3.13-stdlib libreadline8t64 libsqlite3-0 libssl3t64 libstdc++6
libtinfo6 libuuid1 libzstd1 media-types netbase python3.13 python3.13-minimal tzdata zlib1g"
root=${1:-/image}
files=$(mktemp)

mkdir -p "$root/var/lib/dpkg/status.d"
for package in $packages; do
    dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
    dpkg-query --listfiles "$package"
done | sort -u | grep -vE '^/\.$|^/usr/share/(doc|man|lintian|locale|bug)(/|$)' >"$files"
# What was made at their installation, and stands in no list. Folders of `bin` and `lib` are links at the root.
# shellcheck disable=SC2086 # one name more, or none
find /usr/lib/python3.13 /etc/ssl/certs /etc/passwd /etc/group /etc/localtime /usr/bin/python3 /bin /lib $loader /sbin \
    >>"$files"
while read -r path; do [ -e "$path" ] || [ -L "$path" ] && echo "$path"; done <"$files" | sort -u |
    tar --no-recursion --create --files-from=- | tar --extract --directory="$root"
rm -rf "$root"/usr/lib/python3.13/test "$root"/usr/lib/python3.13/pydoc_data
# Character sets for programs that ask libc for them: Python has its own.
rm -rf "$root"/usr/lib/*-linux-gnu/gconv
ldconfig -r "$root"
rm -rf "$root"/var/cache/ldconfig "$files"
