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

# Formulas: STIX Two Math (OFL-math.txt), with its MATH table and the taller forms of brackets, roots and sums that this names.
#   npm install --no-save @fontsource/stix-two-math@5.3.0, and give the folder of its files as the second argument
signs=20-7E,A0,B1,B7,D7,302,303,304,307,308,30C,332,20D7,393,394,398,39B,39E,3A0,3A3,3A6,3A8,3A9,2026,2032,2033,
signs=${signs}2061-2063,2102,210E,2112,2115,2119,211D,2124,2130,2131,2133,2190-2193,2194,21A6,21D2,2200,2202,2203,2205,2207,
signs=${signs}2208,2209,220F,2211,2212,2216,2218,221A,221D,221E,2223,2225,2229,222A,222B,223C,2248,2254,2260,2264,2265,226A,
signs=${signs}226B,2282,2286,2299,2295,2297,22A4,22C5,22EE,22EF,22F1,2308-230B,23DE,23DF,27E8,27E9,1D400-1D433,1D434-1D454,
signs=${signs}1D456-1D467,1D482-1D49B,1D6FC-1D71B
pyftsubset "$2/stix-two-math-latin-400-normal.woff2" --output-file="$here/math.woff2" --layout-features="" --unicodes="$signs" \
  --flavor=woff2 --no-hinting --drop-tables+=GDEF,GPOS,BASE,STAT,gasp --name-IDs=13
