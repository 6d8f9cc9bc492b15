# SPDX-License-Identifier: GPL-2.0
# Prints a Makefile's targets: the "## Group" lines, and "name: ...  ## text".

/^## / { printf "\n%s\n", substr($0, 4) }
/^[a-z-]+:.*## / {
	name = $1
	sub(/:.*/, "", name)
	text = $0
	sub(/.*## /, "", text)
	printf "  make %-14s%s\n", name, text
}
