// SPDX-License-Identifier: GPL-2.0
/*
 * Which lines of a verifier's log the command line shows when it refuses a
 * program.
 */
#include "tap.h"
#include "../../tools/mbpf/verdict_log.c"

static void shows(const char *log, const char *want, const char *name)
{
	struct mbpf_log_part part = mbpf_log_rejection(log);
	char text[512];

	snprintf(text, sizeof(text), "%.*s", (int)part.len, part.start);
	is_str(text, want, "%s", name);
}

int main(void)
{
	shows("", "", "of an empty log nothing is shown");
	shows("E-shape: instruction 0: no\n", "E-shape: instruction 0: no",
	      "a rejection alone is shown whole");
	shows("E-shape: instruction 0: no", "E-shape: instruction 0: no",
	      "a last line without newline is shown, too");
	shows("0: (b7) r0 = 0\n1: (71) r3 = *(u8 *)(r1 +14)\n; c = p[14];\n"
	      "E-packet-bounds: no\nhint: compare\n",
	      "1: (71) r3 = *(u8 *)(r1 +14)\n; c = p[14];\nE-packet-bounds: no\nhint: compare",
	      "of the path to it, only its instruction and C line are shown");
	shows("; c = p[14];\nE-x: no\n", "; c = p[14];\nE-x: no",
	      "a C line at the start of the log is shown");
	shows("E-x: no\nprocessed 7 insns (limit 1000000)\n", "E-x: no",
	      "figures behind it are not shown");
	shows("E-x: no\nverification time 3 usec\nstack depth 8\nprocessed 1 insns\n",
	      "E-x: no", "nor are the other figures");
	shows("from 3 to 5: R1=ctx\nbad\nprocessed 7 insns\n", "bad",
	      "without a code, the last line that is no figure is shown");
	return done_testing();
}
