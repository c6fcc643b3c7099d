#!/bin/sh
# The browsers for the tests: those that are there, otherwise Debian's where root can install them. Chromium may be Playwright's own.
set -eu
missing=""
for browser in chromium firefox-esr; do
  command -v "$browser" >/dev/null || missing="$missing $browser"
done
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086 # two names
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing || true
fi
command -v chromium >/dev/null || .venv/bin/playwright install chromium
command -v firefox-esr >/dev/null || { echo "Firefox ESR is missing, in which the tests open every article; as root: apt-get install firefox-esr"; exit 1; }
