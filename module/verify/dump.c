// SPDX-License-Identifier: GPL-2.0
/*
 * The log of a walk, for people who want to see what the verifier sees.
 *
 * At log level 2 each step prints the registers that are known and then the
 * instruction.  The figures at the end have the wording that veristat parses.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include "verify/env.h"

static const char *helper_name(void *arg, u32 id)
{
	return mbpf_helper_name(id);
}

static void dump_regs(struct mbpf_env *env, const struct mbpf_frame *frame)
{
	char text[160];
	u32 i;

	for (i = 0; i < MBPF_NR_REGS; i++) {
		if (frame->regs[i].kind == MBPF_REG_UNINIT)
			continue;
		mbpf_reg_print(text, sizeof(text), &frame->regs[i]);
		mbpf_log_printf(env->log, " R%u=%s", i, text);
	}
}

static void dump_slots(struct mbpf_env *env, const struct mbpf_frame *frame)
{
	char text[160];
	u32 i, b;

	for (i = 0; i < frame->nr_slots; i++) {
		const struct mbpf_slot *slot = &frame->slots[i];

		if (mbpf_slot_is_spill(slot)) {
			mbpf_reg_print(text, sizeof(text), &slot->reg);
		} else {
			for (b = 0; b < MBPF_SLOT_BYTES; b++)
				text[b] = "?m0r"[slot->bytes[b]];
			text[b] = 0;
		}
		mbpf_log_printf(env->log, " fp-%u=%s", (i + 1) * MBPF_SLOT_BYTES, text);
	}
}

void mbpf_dump_insn(struct mbpf_env *env)
{
	const struct mbpf_disasm_names names = { .helper = helper_name };
	char text[128];

	if (!mbpf_log_has(env->log, MBPF_LOG_LEVEL2))
		return;
	mbpf_log_printf(env->log, "%u: frame%u:", env->walk.pc, env->walk.state.nr - 1);
	dump_regs(env, mbpf_env_frame(env));
	dump_slots(env, mbpf_env_frame(env));
	mbpf_disasm(text, sizeof(text), mbpf_env_insn(env), env->walk.pc, &names);
	mbpf_log_printf(env->log, "\n%u: (%02x) %s\n", env->walk.pc,
			mbpf_env_insn(env)->code, text);
}

static void dump_depths(struct mbpf_env *env)
{
	u32 s;

	mbpf_log_printf(env->log, "stack depth ");
	for (s = 0; s < env->prog->nr_subprogs; s++)
		mbpf_log_printf(env->log, "%s%u", s ? "+" : "", env->depth.bytes[s]);
	mbpf_log_printf(env->log, "\n");
}

void mbpf_dump_figures(struct mbpf_env *env)
{
	const struct mbpf_figures *figures = &env->prog->figures;

	if (!env->log || !env->log->level)
		return;
	if (mbpf_log_has(env->log, MBPF_LOG_STATS)) {
		mbpf_log_printf(env->log, "verification time %llu usec\n",
				(unsigned long long)div_u64(figures->verify_ns, 1000));
		dump_depths(env);
	}
	mbpf_log_printf(env->log, "processed %u insns (limit %u) max_states_per_insn %u "
			"total_states %u peak_states %u mark_read 0\n", figures->processed,
			MBPF_MAX_PROCESSED, figures->max_states_per_insn, figures->total_states,
			figures->peak_states);
}
