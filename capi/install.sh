#!/bin/sh
# Installs the C library; `make install` calls this.
#
#   capi/install.sh --built target/release --prefix /usr/local [--destdir /tmp/package]
#                   [--libdir /usr/local/lib/x86_64-linux-gnu]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=/usr/local
destdir=
libdir=
built=
while [ $# -gt 0 ]; do
    case $1 in
        --built) built=$2 ;;
        --prefix) prefix=$2 ;;
        --destdir) destdir=$2 ;;
        --libdir) libdir=$2 ;;
        *) echo "install.sh: unknown option $1" >&2; exit 2 ;;
    esac
    shift 2
done
: "${built:?--built is missing: cargo's target folder}"
libdir=${libdir:-${prefix%/}/lib}
for folder in "$prefix" "$libdir"; do
    case $folder in
        *[\&\|\\\"]*) echo "install.sh: $folder contains &, |, \\ or a quote, which build tools do not support" >&2; exit 2 ;;
        /*) ;;
        *) echo "install.sh: $folder is not an absolute path: prefix and libdir must be absolute" >&2; exit 2 ;;
    esac
done
prefix=${prefix%/}
libdir=${libdir%/}
# The files are readable for all users, whatever the umask.
umask 022

header=$here/../include/sendgrid_accounts.h
version=$(sed -n 's/^#define SGA_VERSION "\(.*\)"$/\1/p' "$header")
soversion=${version%%.*}

# Paths are relative if libdir is below prefix, so that a staged or moved tree refers to itself.
case $libdir in
    "$prefix"/*)
        below=${libdir#"$prefix"}
        libdir_of_prefix="\${prefix}$below"
        include_of_libdir="\${sendgrid_accounts_libdir}$(echo "$below" | sed 's|/[^/][^/]*|/..|g')/include"
        ;;
    *)
        libdir_of_prefix=$libdir
        include_of_libdir=$prefix/include
        ;;
esac

fill() {
    sed -e "s|@PREFIX@|$prefix|g" -e "s|@LIBDIR@|$libdir_of_prefix|g" \
        -e "s|@INCLUDE@|$include_of_libdir|g" -e "s|@VERSION@|$version|g" \
        -e "s|@SOVERSION@|$soversion|g" "$here/install/$1"
}

lib=$destdir$libdir
mkdir -p "$lib/pkgconfig" "$lib/cmake/sendgrid_accounts" "$destdir$prefix/include"
install -m 755 "$built/libsendgrid_accounts_capi.so" "$lib/libsendgrid_accounts.so.$version"
ln -sf "libsendgrid_accounts.so.$version" "$lib/libsendgrid_accounts.so.$soversion"
ln -sf "libsendgrid_accounts.so.$soversion" "$lib/libsendgrid_accounts.so"
install -m 644 "$built/libsendgrid_accounts_capi.a" "$lib/libsendgrid_accounts.a"
install -m 644 "$header" "$here/../include/sendgrid_accounts.hpp" "$destdir$prefix/include"
mkdir -p "$destdir$prefix/include/sendgrid_accounts"
install -m 644 "$here"/../include/sendgrid_accounts/*.hpp "$destdir$prefix/include/sendgrid_accounts"
doc=$destdir$prefix/share/doc/sendgrid-accounts
mkdir -p "$doc"
for licence in LICENSE-MIT LICENSE-APACHE THIRD-PARTY-NOTICES.txt; do
    install -m 644 "$here/../$licence" "$doc"
done
fill sendgrid-accounts.pc > "$lib/pkgconfig/sendgrid-accounts.pc"
fill sendgrid_accountsConfig.cmake > "$lib/cmake/sendgrid_accounts/sendgrid_accountsConfig.cmake"
fill sendgrid_accountsConfigVersion.cmake \
    > "$lib/cmake/sendgrid_accounts/sendgrid_accountsConfigVersion.cmake"
