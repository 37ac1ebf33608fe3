#!/usr/bin/env bash
# Finds a Rust toolchain that compiles for the browser, or makes one.
#
# Prints, as its only line on standard output, the command that runs that toolchain's cargo:
#   cargo                              the toolchain of every day
#   env RUSTUP_TOOLCHAIN=debian cargo  Debian's, beside rustup
#   env RUSTC=/usr/bin/rustc …         Debian's, without rustup
# What it does on the way goes to standard error; it does nothing, quietly, when all is there.
#
# WASM_TOOLCHAIN=debian skips rustup, to try the way of a machine that cannot reach its downloads.
set -euo pipefail

readonly target=wasm32-unknown-unknown
readonly debian_packages=(rustc-web cargo-web rust-web-src rust-web-llvm lld-22)

say() { printf '%s\n' "$*" >&2; }

give_up() {
  say "The WASM target of Rust is missing. Install it with: rustup target add $target"
  say "Without rustup, on Debian, as root: apt-get install ${debian_packages[*]}; then run this again."
  exit 1
}

# has_target RUSTC: is there a standard library for the browser, with the bitcode that link-time optimisation needs?
has_target() {
  local folder
  folder=$("$1" --print target-libdir --target "$target" 2>/dev/null) &&
    grep --quiet --fixed-strings .llvmbc "$folder"/libstd-*.rlib 2>/dev/null
}

debian_cargo() {
  if [[ $(command -v cargo) == /usr/bin/cargo ]]; then
    echo cargo
  elif command -v rustup >/dev/null; then
    [[ $(rustup toolchain list) =~ (^|$'\n')debian($|[[:space:]]) ]] || rustup --quiet toolchain link debian /usr >&2
    echo "env RUSTUP_TOOLCHAIN=debian cargo"
  else
    echo "env RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc /usr/bin/cargo"
  fi
}

install_debian_packages() {
  dpkg --status "${debian_packages[@]}" >/dev/null 2>&1 && return
  say "==> Installing Debian's Rust (${debian_packages[*]})…"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet=2 >&2 || true
  apt-get install --quiet=2 --yes --no-install-recommends -o DPkg::Lock::Timeout=600 "${debian_packages[@]}" >&2
}

# Debian ships the standard library's source, not its compiled form for the browser: compile it once, for an empty
# crate, and put it where rustc looks.
build_standard_library() {
  local folder libraries
  folder=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$folder'" RETURN
  say "==> Compiling Rust's standard library for the browser (once: about 2 minutes)…"
  mkdir "$folder/src"
  printf '[package]\nname = "empty"\nedition = "2024"\n' >"$folder/Cargo.toml"
  echo '#![no_std]' >"$folder/src/lib.rs"
  (
    cd "$folder"
    # The caller's settings are for the project, not for this.
    unset CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET RUSTC_WRAPPER RUSTUP_TOOLCHAIN
    export CARGO_TARGET_DIR=$folder/target RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS='-C embed-bitcode=yes'
    /usr/bin/cargo build --quiet --release --target "$target" -Zbuild-std=std,panic_abort,proc_macro >&2
  ) || return
  libraries=$(/usr/bin/rustc --print target-libdir --target "$target")
  rm -f "$folder/target/$target/release/deps/"libempty-*
  mkdir -p "$libraries"
  rm -f "$libraries"/*.rlib
  # libstd, which `has_target` looks for, comes last, so that an interrupted copy is seen.
  find "$folder/target/$target/release/deps" -name '*.rlib' ! -name 'libstd-*' -exec cp -t "$libraries" {} +
  cp -t "$libraries" "$folder/target/$target/release/deps/"libstd-*.rlib
}

if [[ ${WASM_TOOLCHAIN:-} != debian ]] && has_target rustc; then
  echo cargo
  exit
fi

if [[ -x /usr/bin/cargo && -x /usr/bin/rustc ]] && has_target /usr/bin/rustc; then
  debian_cargo
  exit
fi

if [[ ${WASM_TOOLCHAIN:-} != debian ]] && command -v rustup >/dev/null; then
  say "==> Adding the WASM target to the Rust toolchain…"
  if RUST_BACKTRACE=0 timeout 300 rustup --quiet target add "$target" >&2 && has_target rustc; then
    echo cargo
    exit
  fi
  say "    rustup could not add it; trying Debian's packages."
fi

[[ -e /etc/debian_version && $EUID == 0 ]] || give_up
install_debian_packages || give_up
build_standard_library || give_up
has_target /usr/bin/rustc || give_up
debian_cargo
