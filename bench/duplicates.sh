#!/bin/bash
# Duplicates: quality by share of text in common beside a plain MinHash, speed and memory.
exec /usr/bin/python3 "$(dirname "$0")/duplicates.py" "$1/planverk"
