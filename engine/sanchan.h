/* sanchan.h - the public interface of libsanchan.
 *
 * Sanchan runs models of a region's economy over many uncertain futures and says how likely a plan's targets
 * are to be met, alone and together. This header is the whole of what a program outside this tree may rely on.
 *
 *   study files -> sc_study -> sc_study_run -> sc_result -> result file -> verdict table, brief
 *
 * Rules that hold everywhere
 *   errors      A function that can fail returns sc_code and takes `sc_report *` last. The report gathers every
 *               mistake found, each with file, line, key and a reason in English and Chinese. Nothing below the
 *               command line prints or exits.
 *   memory      `load`, `create`, `read` allocate, `free` accepts NULL and a zeroed struct. Borrowed pointers are const.
 *   lanes       Models work on blocks of SC_LANES draws at once, structure of arrays, draws innermost.
 *   randomness  A random number is a pure function of (seed, stream, name, draw, period, k): results do not
 *               depend on threads, blocks, scenarios, or on what else a study declares.
 *   bits        The same study and seed give the same bytes on every x86-64 machine: no contraction, no libm
 *               transcendental and no order-dependent sum on the path from seed to file.
 *
 * Units are in each row; growth rates are fractions per year inside the program and per cent in indicators.
 */
#ifndef SANCHAN_H
#define SANCHAN_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default)   /* what the shared library exports */

/* ------------------------------------------------------------------------------------------------ texts */

typedef enum sc_lang { SC_EN, SC_ZH, SC_N_LANGS } sc_lang;

/* A text in every language a user reads; index it with sc_lang: text.in[lang]. */
typedef struct sc_text { const char *in[SC_N_LANGS]; } sc_text;
#define SC_TEXT(en_, zh_) { { "" en_ "", "" zh_ "" } }

/* ----------------------------------------------------------------------------------------------- errors */

/* Name, exit status (sysexits), Chinese, English. */
#define SC_CODES(X)                                                                         \
  X(OK,            0, "成功",               "done")                                          \
  X(UNMET,         1, "已完成，但答案不是所要的", "finished, but the answer is not what was asked") \
  X(USAGE,        64, "命令用法有误",       "wrong usage")                                   \
  X(DATA,         65, "研究、表格或文件有误", "a study, table or file is wrong")              \
  X(NO_INPUT,     66, "无法打开输入",       "an input cannot be opened")                     \
  X(BUG,          70, "程序内部错误",       "internal error, please report")                 \
  X(MEMORY,       71, "内存不足",           "out of memory")                                 \
  X(CANNOT_CREATE,73, "无法创建输出",       "an output cannot be created")                   \
  X(IO,           74, "读写失败",           "reading or writing failed")                     \
  X(INTERRUPTED,  75, "已中断",             "interrupted")

typedef enum sc_code {
#define X(name, status, zh, en) SC_##name = status,
  SC_CODES(X)
#undef X
} sc_code;

/* Every message the program can give is one row of engine/base/faults.def:
 *   SC_FAULT(NAME, CODE, "zh with {1} {2}", "en with {1} {2}")  */
typedef enum sc_fault {
#define SC_FAULT(name, code, zh, en) SC_FAULT_##name,
#include "base/faults.def"
#undef SC_FAULT
  SC_N_FAULTS
} sc_fault;

/* Where the user must look. file "" or NULL when none, line and column 0 when none, key NULL when none. */
typedef struct sc_where { const char *file; int line, column; const char *key; } sc_where;

typedef struct sc_error {
  sc_code  code;
  sc_fault fault;
  char     file[256];
  int      line, column;
  char     key[160];
  char     reason[SC_N_LANGS][640];
  const char *source_file;   /* where in our source the check stands */
  int      source_line;
} sc_error;

/* All mistakes of one call, in the order found. Zero-initialise; owns `errors`; free with sc_report_free.
 * After SC_REPORT_MAX errors further ones are only counted. */
enum { SC_REPORT_MAX = 200 };
typedef struct sc_report { sc_error *errors; int n, capacity, n_dropped; } sc_report;

sc_code     sc_report_code(const sc_report *report);   /* SC_OK when empty, else the first error's code */
void        sc_report_print(const sc_report *report, sc_lang lang, FILE *to);  /* file:line:column: key: reason */
void        sc_report_free(sc_report *report);
const char *sc_code_text(sc_code code, sc_lang lang);

/* ---------------------------------------------------------------------------------------- distributions */

/* Name in study files, Chinese, English; arguments stand in engine/random/dist.def. */
typedef enum sc_dist_kind {
  SC_DIST_NONE = 0,      /* absent */
  SC_DIST_FIXED,         /* a                                            */
  SC_DIST_UNIFORM,       /* a = min, b = max                             */
  SC_DIST_NORMAL,        /* a = mean, b = sd                             */
  SC_DIST_LOGNORMAL,     /* a = median, b = sd of the logarithm          */
  SC_DIST_TRIANGULAR,    /* a = min, b = mode, c = max                   */
  SC_DIST_PERT,          /* a = min, b = mode, c = max (lambda 4)        */
  SC_DIST_BETA,          /* a = alpha, b = beta, on [c, d]; c = d = 0 means [0, 1] */
  SC_DIST_GAMMA,         /* a = shape, b = scale                         */
  SC_DIST_STUDENT,       /* a = location, b = scale, c = df              */
  SC_DIST_SKEW_STUDENT,  /* a = location (mode), b = scale, c = df, d = skew (Fernandez and Steel 1998; 1 = symmetric) */
  SC_DIST_MIXTURE,       /* n parts with weights w                       */
  SC_DIST_DISCRETE,      /* n values x with weights w                    */
  SC_DIST_EMPIRICAL,     /* n sorted values x, linear between order statistics (type 7) */
  SC_DIST_POISSON,       /* a = rate: a count                            */
  SC_N_DIST_KINDS
} sc_dist_kind;

/* A distribution as declared. Plain data; x, w, part are borrowed (static rows or the study's arena).
 * lo < hi truncates to [lo, hi]; lo = hi = 0 means not truncated. */
typedef struct sc_dist {
  sc_dist_kind kind;
  double a, b, c, d;
  double lo, hi;
  int n;
  const double *x, *w;
  const struct sc_dist *part;
} sc_dist;

#define SC_FIXED(v)                    { .kind = SC_DIST_FIXED, .a = (v) }
#define SC_UNIFORM(lo_, hi_)           { .kind = SC_DIST_UNIFORM, .a = (lo_), .b = (hi_) }
#define SC_NORMAL_IN(m, s, lo_, hi_)   { .kind = SC_DIST_NORMAL, .a = (m), .b = (s), .lo = (lo_), .hi = (hi_) }
#define SC_LOGNORMAL_IN(m, s, lo_, hi_) { .kind = SC_DIST_LOGNORMAL, .a = (m), .b = (s), .lo = (lo_), .hi = (hi_) }
#define SC_TRIANGULAR(lo_, mode, hi_)  { .kind = SC_DIST_TRIANGULAR, .a = (lo_), .b = (mode), .c = (hi_) }
#define SC_TRIANGULAR_IN(l, m, h, lo_, hi_) { .kind = SC_DIST_TRIANGULAR, .a = (l), .b = (m), .c = (h), .lo = (lo_), .hi = (hi_) }
#define SC_PERT(lo_, mode, hi_)        { .kind = SC_DIST_PERT, .a = (lo_), .b = (mode), .c = (hi_) }
#define SC_BETA(alpha, beta)           { .kind = SC_DIST_BETA, .a = (alpha), .b = (beta) }
/* Beta with a given mean and standard deviation on [0, 1]. */
#define SC_BETA_MEAN(m, s) { .kind = SC_DIST_BETA, .a = (m) * ((m) * (1 - (m)) / ((s) * (s)) - 1), \
                             .b = (1 - (m)) * ((m) * (1 - (m)) / ((s) * (s)) - 1) }
#define SC_BETA_ON(alpha, beta, lo_, hi_) { .kind = SC_DIST_BETA, .a = (alpha), .b = (beta), .c = (lo_), .d = (hi_) }
/* One of two distributions, with their weights. */
#define SC_EITHER(w_, first, v_, second) { .kind = SC_DIST_MIXTURE, .n = 2, .w = (const double[]){ (w_), (v_) }, \
                                           .part = (const sc_dist[]){ first, second } }
#define SC_SAME                        { .kind = SC_DIST_NONE }

/* ------------------------------------------------------------------------------------- lanes and models */

enum { SC_LANES = 32 };                   /* draws worked on together; results do not depend on it */
typedef double sc_lane[SC_LANES] __attribute__((aligned(64)));   /* one number for each draw of a block */

/* Instruction sets a kernel is compiled for; the best the machine has is picked once, SANCHAN_ISA masks it. */
typedef enum sc_isa { SC_ISA_BASE, SC_ISA_AVX2, SC_ISA_AVX512, SC_N_ISAS } sc_isa;

/* Why a draw was given up. Append only: stored in the result file. */
#define SC_BADS(X)                                                                              \
  X(GOOD,            0, "正常",                     "good")                                      \
  X(NOT_FINITE,      1, "出现非有限值",             "a value became infinite or not a number")   \
  X(NEGATIVE_STOCK,  2, "存量变为非正",             "a stock became zero or negative")           \
  X(NOT_PRODUCTIVE,  3, "不满足霍金斯-西蒙条件",    "the Hawkins-Simon condition fails")         \
  X(NO_CONVERGENCE,  4, "年内均衡未收敛",           "the year's equilibrium did not converge")   \
  X(NEGATIVE_FLOW,   5, "基年账户出现负流量",       "a base-year account became negative")
typedef enum sc_bad {
#define X(name, id, zh, en) SC_BAD_##name = id,
  SC_BADS(X)
#undef X
} sc_bad;

/* The draws of one block: draw number of lane l is first_draw + l; lanes from `live` on repeat the last draw. */
typedef struct sc_block {
  uint64_t first_draw;
  int      live;
  uint8_t  why[SC_LANES];                 /* sc_bad: the first reason stays */
} sc_block;

static inline void sc_lane_bad(sc_block *block, int lane, sc_bad why)
{
  if (block->why[lane] == SC_BAD_GOOD) block->why[lane] = (uint8_t)why;
}

/* What a parameter is, declared once. Rows of models/.../parameters.def become this table, the struct the kernels
 * read, the check of study files, `describe`, the manual and the HDF5 attributes. */
typedef struct sc_param {
  const char *name;          /* key in parameters.cfg and in the result file; ASCII                      */
  const char *unit;          /* "1", "1/yr", "persons", ...                                              */
  double      lo, hi;        /* legal range, ends included; every distribution's support must lie inside */
  sc_dist     prior;         /* with information up to mid-2021                                          */
  sc_dist     later;         /* with information up to 2023; SC_DIST_NONE: the same                      */
  sc_text     text;
  const char *source;        /* where the number comes from                                              */
  const char *status;        /* V verified, V2 second-hand, GK general knowledge, A assumption           */
  size_t      offset;        /* of the sc_lane in the model's parameter struct, bytes                    */
} sc_param;

/* A series a bare model shows to the outside: an sc_lane in its state. */
typedef struct sc_series { const char *name, *unit; sc_text text; size_t offset; } sc_series;

/* Access to the random numbers of one block; see engine/random/noise.h. quiet != 0 makes every shock zero; shock_shift, 0 as a
 * rule, is added to the number of the draw whose yearly shocks are taken. */
typedef struct sc_noise { uint64_t seed, first_draw; int quiet; int64_t shock_shift; } sc_noise;

struct sc_study;

/* One period of one block. t = 0 is the base year (`start`), t = 1, 2, ... are steps. */
typedef struct sc_period {
  int             t;
  const sc_noise *noise;
  const void     *drive;     /* study models: const sc_drive * (models/drive.h); bare models: NULL */
  sc_block       *block;
} sc_period;

typedef struct sc_kernel {
  void (*start)(const void *self, const void *params, void *state, const sc_period *now);
  void (*step) (const void *self, const void *params, void *state, const sc_period *now);
} sc_kernel;

typedef struct sc_model {
  /* REQUIRED: identity and source */
  const char *name;
  sc_text     text;
  const char *source;
  int         version;                    /* 1 in the first release; a release raises it when results at equal inputs differ from the last one's */
  /* REQUIRED: shapes. `params_size`, `state_size` in bytes; params may be empty. */
  const sc_param  *params;  size_t n_params, params_size;
  const sc_series *series;  size_t n_series, state_size;
  /* OPTIONAL: shared data, made before the threads, read-only afterwards. study is NULL for bare models. */
  sc_code (*create)(void **self, const struct sc_study *study, sc_report *report);
  void    (*destroy)(void *self);
  /* OPTIONAL: bytes of state of a study model where they depend on the study; NULL: state_size. */
  size_t  (*size_of_state)(const void *self);
  /* OPTIONAL: where in `state` a study model keeps its sc_economy (models/economy.h). */
  size_t economy_offset;
  int    has_economy;
  /* REQUIRED: kernels by instruction set; a NULL entry falls back to the next lower one, SC_ISA_BASE must be there.
   * They never allocate, print or fail: a draw that leaves the model's domain is marked with sc_lane_bad. */
  sc_kernel kernel[SC_N_ISAS];
} sc_model;

/* All models, NULL-terminated (models/models.def), and one by name or NULL. */
enum { SC_MAX_MODELS = 16 };
extern const sc_model *const sc_models[];
const sc_model *sc_model_find(const char *name);

sc_isa      sc_isa_best(void);            /* what this machine has, masked by SANCHAN_ISA */
const char *sc_isa_name(sc_isa isa);

/* Run a bare model: values[(series * n_periods + (t - 1)) * n_draws + draw], why[draw] (may be NULL).
 * params: n_params numbers shared by all draws, or NULL for the centre of every prior. */
typedef struct sc_model_run {
  uint64_t seed, n_draws;
  int      n_periods, n_threads;          /* n_threads 0: all */
  int      quiet;
} sc_model_run;
sc_code sc_model_execute(const sc_model *model, const sc_model_run *run, const double *params,
                         double *values, uint8_t *why, sc_report *report);

/* ------------------------------------------------------------------------------------- studies and briefs */

/* What a caller may change before a study is checked. NULL, 0: as the study says. Plain data, all borrowed. */
typedef struct sc_study_options {
  const char *scenarios, *models;         /* comma-separated names */
  uint64_t    n_draws;
  const char *seed, *store;               /* decimal text; "summary", "targets", "paths" */
  const char *const *set; int n_set;      /* "key=value" */
} sc_study_options;

/* `study` is a .cfg file, a folder with study.cfg, or the name of a shipped study. options may be NULL. */
sc_code sc_study_check_files(const char *study, const sc_study_options *options, sc_report *report);

/* From a study to its result file: the same bytes as `sanchan run`. n_threads 0: all. An existing different file is
 * replaced only with force. */
sc_code sc_study_to_file(const char *study, const sc_study_options *options, int n_threads, const char *result, int force,
                         sc_report *report);

/* From a result file to the brief: Markdown when the name ends in .md, HTML otherwise. */
sc_code sc_result_to_brief(const char *result, const char *brief, sc_lang lang, int force, sc_report *report);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif
#endif
