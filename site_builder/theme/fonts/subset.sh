#!/bin/sh
# Cuts Source Serif 4 down to what an English article with some mathematics needs: four fonts beside this file, 25 kB in all.
# Their licence (OFL.txt) reserves the original's name for the original, so these carry none; site.css calls them Synapse Serif.
#
#   npm install --no-save @fontsource/source-serif-4@5.3.1
#   .venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
#   PATH=.venv/bin:$PATH sh site_builder/theme/fonts/subset.sh node_modules/@fontsource/source-serif-4/files
set -eu
from=$1
here=$(dirname "$0")

cut() { # font, target, layout features, Unicode ranges
  pyftsubset "$from/source-serif-4-$1.woff2" --output-file="$here/$2.woff2" --layout-features="$3" --unicodes="$4" \
    --flavor=woff2 --no-hinting --drop-tables+=GDEF,BASE,STAT,gasp --name-IDs=13
}

letters=20,21,25,27-29,2B-3B,3D,3F,41-5A,61-7A,A0,D7,2013,2014,2018,2019,201C,201D,2212
cut latin-400-normal text kern 20-7E,A0,A9,B1,B2,B7,BD,D7,E4,E8,E9,EF,F6,FC,2013,2014,2018,2019,201C,201D,2026,2032,2212
cut latin-400-italic italic "" $letters
cut latin-600-normal bold "" $letters
cut greek-400-italic greek "" 394,3A3,3B1-3B4,3B7,3B8,3BB,3BC,3C0,3C3
