/* outputs/brief: both languages and formats of a synthetic result, hostile text, equal bytes, files. */
#include "tests/support/check.h"
#include "tests/support/ensemble.h"
#include "tests/support/synthetic_result.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/stats/likelihood.h"
#include "outputs/brief/brief.h"
#include "outputs/figure/draw.h"
#include "outputs/escape.h"
#include "outputs/format.h"

enum { DRAWS = 200 };

static sc_string rendered(const sc_result *result, sc_brief_format format, sc_lang lang)
{
  sc_report report = { 0 };
  sc_string text = { 0 };
  const sc_brief_options options = { .format = format, .lang = lang };
  assert_int_equal(sc_brief_render(result, &options, &text, &report), SC_OK);
  sc_report_free(&report);
  return text;
}

static sc_string escaped(sc_brief_format format, const char *text)
{
  sc_string out = { 0 };
  (format == SC_BRIEF_FORMAT_HTML ? sc_escape_html : sc_escape_markdown)(&out, text);
  return out;
}

static void every_target_scenario_and_tension_is_named(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  for (int format = 0; format < SC_N_BRIEF_FORMATS; format++)
    for (int lang = 0; lang < SC_N_LANGS; lang++) {
      sc_string page = rendered(&r, (sc_brief_format)format, (sc_lang)lang);
      const char *named[128];
      int n = 0;
      for (int e = 0; e < r.n_entries; e++) {
        named[n++] = r.entries[e].target_text.in[lang];
        named[n++] = r.entries[e].reading_text.in[lang];
      }
      for (int s = 0; s < r.n_scenarios; s++) named[n++] = r.scenarios[s].text.in[lang];
      for (int k = 0; k < r.n_tensions; k++) named[n++] = r.tensions[k].text.in[lang];
      for (int k = 0; k < r.n_judgments; k++) named[n++] = r.judgments[k].text.in[lang];
      for (int p = 0; p < r.n_inputs; p++) named[n++] = r.inputs[p].text.in[lang];
      named[n++] = r.title.in[lang];
      named[n++] = r.seed;
      for (int k = 0; k < n; k++) {
        sc_string text = escaped((sc_brief_format)format, named[k]);
        if (strstr(page.text, text.text) == NULL) fail_msg("missing: %s", named[k]);
        sc_string_free(&text);
      }
      sc_string_free(&page);
    }
  sc_result_free(&r);
}

static void nothing_is_left_unfilled_and_numbers_exist(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  for (int format = 0; format < SC_N_BRIEF_FORMATS; format++)
    for (int lang = 0; lang < SC_N_LANGS; lang++) {
      sc_string page = rendered(&r, (sc_brief_format)format, (sc_lang)lang);
      for (int k = 1; k <= 9; k++) {
        const char marker[] = { '{', (char)('0' + k), '}', '\0' };
        assert_null(strstr(page.text, marker));
      }
      const char *const no_text[] = { ">nan", " nan", "-nan", ">inf", " inf ", "(null)" };
      for (int k = 0; k < 6; k++) assert_null(strstr(page.text, no_text[k]));
      assert_int_equal(sc_utf8_valid(page.text, page.length), page.length);
      sc_string_free(&page);
    }
  sc_result_free(&r);
}

/* The numbers of the page are those of the result: the first joint set and one probability with its interval. */
static void answer_says_what_the_result_holds(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  r.joints[1 * r.n_joint + 0].p_all = 0.1234;                 /* scenario 1 is "baseline" */
  r.verdicts[sc_result_verdict(&r, 1, 0, 0)].p = 0.4321;
  r.verdicts[sc_result_verdict(&r, 1, 0, 0)].p_lo = 0.4011;
  r.verdicts[sc_result_verdict(&r, 1, 0, 0)].p_hi = 0.4611;
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_non_null(strstr(page.text, "(6 targets) are met together with probability **12.3%** in S1 Baseline"));
  assert_non_null(strstr(page.text, "43.2%<br>40.1–46.2<br>"));
  sc_string_free(&page);
  sc_result_free(&r);
}

/* Read back: every probability of the verdict table, with its interval and word, is the result's. */
static void every_verdict_is_the_results(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  for (int e = 0; e < r.n_entries; e++) {
    if (!r.entries[e].assessable) continue;
    char cells[300] = "";
    for (int s = 1; s <= 2; s++) {                               /* baseline and plan, side by side */
      const sc_verdict *v = &r.verdicts[sc_result_verdict(&r, s, 0, e)];
      sc_string p = escaped(SC_BRIEF_FORMAT_MARKDOWN, sc_format_probability(v->p).s);
      const size_t used = strlen(cells);
      snprintf(cells + used, sizeof cells - used, "| %s<br>%s–%s<br>%s ", p.text, sc_format_bound(v->p_lo, 0).s,
               sc_format_bound(v->p_hi, 1).s, sc_likelihood_text(v->likelihood, SC_EN));
      sc_string_free(&p);
    }
    if (strstr(page.text, cells) == NULL) fail_msg("%s %s: no %s", r.entries[e].target, r.entries[e].reading, cells);
  }
  sc_string_free(&page);
  sc_result_free(&r);
}

/* Shares of the variance as the result has them, without the model where there is one only. */
static void doubt_is_told_apart(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_non_null(strstr(page.text, "## Where the doubt comes from"));
  assert_non_null(strstr(page.text, "Of the doubt about GDP growth in 2025, 67% is parameters and 33% yearly shocks"));
  assert_non_null(strstr(page.text, "| GDP growth | 67% | 33% | 0% |"));
  assert_null(strstr(page.text, "Where the models disagree"));
  sc_string_free(&page);
  r.variance.share = NULL;                                       /* too few draws to split */
  page = rendered(&r, SC_BRIEF_FORMAT_HTML, SC_EN);
  assert_null(strstr(page.text, "id=\"doubt\""));
  sc_string_free(&page);
  sc_result_free(&r);
}

/* Several models: the brief speaks of them pooled, and says where they differ. */
static void models_that_disagree(void **state)
{
  (void)state;
  sc_result r;
  run_ensemble(&r, (run_setup){ .scenarios = "baseline,plan", .draws = 300 }, 3, NULL);
  for (int format = 0; format < SC_N_BRIEF_FORMATS; format++)
    for (int lang = 0; lang < SC_N_LANGS; lang++) {
      sc_string page = rendered(&r, (sc_brief_format)format, (sc_lang)lang);
      assert_non_null(strstr(page.text, lang == SC_ZH ? "各模型对目标的分歧" : "Where the models disagree"));
      assert_null(strstr(page.text, "{1}"));
      assert_null(strstr(page.text, ">nan"));
      assert_null(strstr(page.text, " nan"));
      sc_string_free(&page);
    }
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_non_null(strstr(page.text, "fragile model 20%"));
  for (int e = 0; e < r.n_entries; e++) {                         /* each model and what is pooled, side by side */
    if (strcmp(r.entries[e].target, "gdp_growth") != 0 || !r.entries[e].main) continue;
    char cells[400] = "";
    for (int m = 0; m < 3; m++) {
      const sc_verdict *v = &r.verdicts[sc_result_verdict(&r, 0, m, e)];
      const size_t used = strlen(cells);
      snprintf(cells + used, sizeof cells - used, "| %s<br>%s ", sc_format_probability(v->p).s, sc_likelihood_text(v->likelihood, SC_EN));
    }
    const sc_verdict *v = &r.pooled.verdicts[e];
    const size_t used = strlen(cells);
    snprintf(cells + used, sizeof cells - used, "| %s<br>", sc_format_probability(v->p).s);
    if (strstr(page.text, cells) == NULL) fail_msg("no %s", cells);
  }
  sc_string_free(&page);
  sc_result_free(&r);
}

static void the_target_in_the_way_is_named(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  sc_joint *joint = &r.joints[1 * r.n_joint + 0];
  joint->p_all = 0;
  for (int a = 0; a < r.joint_items[0].n; a++) joint->without[a] = 0;
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_non_null(strstr(page.text, "no single target is to blame; missed most are "));
  sc_string_free(&page);
  joint->without[4] = 0.25;                                      /* entry 6: schooling */
  page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_non_null(strstr(page.text, "stands in the way most is Mean years of schooling of the working-age population: "
                                    "without it the others are met together with probability **25.0%**"));
  sc_string_free(&page);
  sc_result_free(&r);
}

static void draws_left_out_are_announced(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_null(strstr(page.text, "Note: "));
  sc_string_free(&page);
  for (int d = 0; d < DRAWS / 10; d++) r.why[d] = 1;             /* a tenth of one of six scenarios */
  page = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_non_null(strstr(page.text, "Note: 1.7% of the draws left the model's domain"));
  assert_non_null(strstr(page.text, "20 of 1,200 (1.667%)"));
  sc_string_free(&page);
  sc_result_free(&r);
}

static void axes_have_round_numbers(void **state)
{
  (void)state;
  const struct { double lo, hi; int most; double first, step; int n, decimals; } cases[] = {
    { 57.2, 81.3, 6, 60, 5, 5, 0 }, { 0, 4, 5, 0, 1, 5, 0 }, { 1.38, 2.61, 6, 1.5, 0.5, 3, 1 }, { -3.9, 10.1, 6, 0, 5, 3, 0 },
    { 12, 14.05, 6, 12, 0.5, 5, 1 }, { 60000, 90000, 6, 60000, 10000, 4, 0 }, { 2015, 2035, 6, 2015, 5, 5, 0 },
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    const sc_ticks ticks = sc_ticks_in(cases[k].lo, cases[k].hi, cases[k].most);
    CHECK_NEAR(ticks.first, cases[k].first, 1e-12, "multiples of the step inside the range");
    CHECK_NEAR(ticks.step, cases[k].step, 1e-12, "1, 2, 5 times a power of ten");
    assert_int_equal(ticks.n, cases[k].n);
    assert_int_equal(ticks.decimals, cases[k].decimals);
    assert_true(ticks.first + (ticks.n - 1) * ticks.step <= cases[k].hi + 1e-9 && ticks.n <= cases[k].most);
  }
  const sc_plot plot = { NULL, 40, 20, 100, 50, 2020, 2030, -1, 1 };
  CHECK_NEAR(sc_plot_x(&plot, 2025), 90.0, 1e-12, "half way");
  CHECK_NEAR(sc_plot_y(&plot, 1), 20.0, 1e-12, "the upper edge");
}

static void equal_results_give_equal_bytes(void **state)
{
  (void)state;
  sc_result a, b;
  synthetic_result(&a, DRAWS);
  synthetic_result(&b, DRAWS);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    sc_string first = rendered(&a, SC_BRIEF_FORMAT_HTML, (sc_lang)lang), second = rendered(&b, SC_BRIEF_FORMAT_HTML, (sc_lang)lang);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.text, second.text, first.length);
    sc_string_free(&first);
    sc_string_free(&second);
  }
  sc_result_free(&a);
  sc_result_free(&b);
}

static void hostile_text_stays_text(void **state)
{
  (void)state;
  const char *const hostile = "</title><script>alert('x')</script>\"&\n|*_`[a](javascript:b)\xFF\x01";
  sc_result r;
  synthetic_result(&r, DRAWS);
  for (int lang = 0; lang < SC_N_LANGS; lang++) {
    r.title.in[lang] = hostile;
    r.entries[0].target_text.in[lang] = hostile;
    r.scenarios[1].text.in[lang] = hostile;
    r.indicators[0].text.in[lang] = hostile;
  }
  r.provenance[0].value = hostile;
  sc_string html = rendered(&r, SC_BRIEF_FORMAT_HTML, SC_EN), plain = rendered(&r, SC_BRIEF_FORMAT_MARKDOWN, SC_EN);
  assert_null(strstr(html.text, "<script"));
  assert_non_null(strstr(html.text, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp; |*_`[a](javascript:b)\xEF\xBF\xBD "));
  for (const char *p = plain.text; (p = strstr(p, "<script")) != NULL; p++) assert_int_equal(p[-1], '\\');
  assert_non_null(strstr(plain.text, "\\<script\\>alert('x')\\</script\\>\"\\& \\|\\*\\_\\`\\[a\\](javascript:b)\xEF\xBF\xBD "));
  sc_string_free(&html);
  sc_string_free(&plain);
  sc_result_free(&r);
}

static void markdown_lists_do_not_start_by_accident(void **state)
{
  (void)state;
  sc_string text = escaped(SC_BRIEF_FORMAT_MARKDOWN, "- item");
  assert_string_equal(text.text, "\\- item");
  sc_string_free(&text);
}

/* A page asks for nothing: no script, no address but the one name space that SVG must state. */
static void html_is_alone(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  sc_string page = rendered(&r, SC_BRIEF_FORMAT_HTML, SC_ZH);
  assert_non_null(strstr(page.text, "Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  assert_null(strstr(page.text, "<script"));
  assert_null(strstr(page.text, "url("));
  for (const char *p = page.text; (p = strstr(p, "http")) != NULL; p += 4)
    assert_true(strncmp(p, "http://www.w3.org/2000/svg\"", 27) == 0 || strncmp(p, "http-equiv", 10) == 0);
  sc_string_free(&page);
  sc_result_free(&r);
}

/* One scenario, no joint set, nothing assessable, no notes: shorter, but still a page. */
static void poor_results_are_briefed_too(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  r.n_scenarios = 1;
  r.n_joint = r.n_tensions = r.n_judgments = r.n_history = r.n_provenance = 0;
  r.why = NULL;
  for (int e = 0; e < r.n_entries; e++) {
    sc_verdict *verdict = &r.verdicts[e];
    r.entries[e].assessable = 0;
    *verdict = (sc_verdict){ .p = NAN, .p_lo = NAN, .p_hi = NAN, .likelihood = -1, .mean_shortfall = NAN, .needed_per_year = NAN,
                             .met_by_last = NAN, .driver = { -1, -1, -1 } };
    for (int q = 0; q < 5; q++) verdict->measure[q] = verdict->margin[q] = NAN;
  }
  for (int format = 0; format < SC_N_BRIEF_FORMATS; format++) {
    sc_string page = rendered(&r, (sc_brief_format)format, SC_EN);
    assert_non_null(strstr(page.text, "No target of this study can be assessed."));
    assert_null(strstr(page.text, format == SC_BRIEF_FORMAT_HTML ? ">nan" : " nan"));
    sc_string_free(&page);
  }
  sc_result_free(&r);
}

static void memory_that_runs_out_is_reported(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  const sc_brief_options options = { .format = SC_BRIEF_FORMAT_HTML, .lang = SC_EN };
  sc_code code = SC_MEMORY;
  for (long n = 1; n < 4000 && code == SC_MEMORY; n = n + 1 + n / 8) {
    sc_report report = { 0 };
    sc_string text = { 0 };
    sc_memory_fail_at(n);
    code = sc_brief_render(&r, &options, &text, &report);
    sc_memory_fail_at(0);
    assert_true(code == SC_OK || code == SC_MEMORY);
    if (n == 1) assert_int_equal(code, SC_MEMORY);
    if (code == SC_MEMORY) assert_null(text.text);
    sc_string_free(&text);
    sc_report_free(&report);
  }
  sc_result_free(&r);
}

static void files_are_whole_or_absent(void **state)
{
  (void)state;
  sc_result r;
  synthetic_result(&r, DRAWS);
  char folder[] = "/tmp/sanchan-brief-XXXXXX";
  assert_non_null(mkdtemp(folder));
  char file[256];
  snprintf(file, sizeof file, "%s/brief.html", folder);
  sc_report report = { 0 };
  sc_brief_options options = { .format = SC_BRIEF_FORMAT_HTML, .lang = SC_ZH, .path = file };
  assert_int_equal(sc_brief_write(&r, &options, &report), SC_OK);
  assert_int_equal(sc_brief_write(&r, &options, &report), SC_OK);          /* equal bytes: left as it is */
  options.lang = SC_EN;
  assert_int_equal(sc_brief_write(&r, &options, &report), SC_CANNOT_CREATE);
  options.force = 1;
  sc_report_free(&report);
  assert_int_equal(sc_brief_write(&r, &options, &report), SC_OK);
  options.path = "/nowhere/at/all/brief.html";
  assert_int_equal(sc_brief_write(&r, &options, &report), SC_CANNOT_CREATE);
  assert_int_equal(report.n, 1);
  sc_report_free(&report);
  unlink(file);
  assert_int_equal(rmdir(folder), 0);                                      /* no partial file is left */
  sc_result_free(&r);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_target_scenario_and_tension_is_named),
    cmocka_unit_test(nothing_is_left_unfilled_and_numbers_exist),
    cmocka_unit_test(answer_says_what_the_result_holds),
    cmocka_unit_test(every_verdict_is_the_results),
    cmocka_unit_test(doubt_is_told_apart), cmocka_unit_test(models_that_disagree), cmocka_unit_test(the_target_in_the_way_is_named),
    cmocka_unit_test(draws_left_out_are_announced),
    cmocka_unit_test(axes_have_round_numbers),
    cmocka_unit_test(equal_results_give_equal_bytes),
    cmocka_unit_test(hostile_text_stays_text),
    cmocka_unit_test(markdown_lists_do_not_start_by_accident),
    cmocka_unit_test(html_is_alone),
    cmocka_unit_test(poor_results_are_briefed_too),
    cmocka_unit_test(memory_that_runs_out_is_reported),
    cmocka_unit_test(files_are_whole_or_absent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
