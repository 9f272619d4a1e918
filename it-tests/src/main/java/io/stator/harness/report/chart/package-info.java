/**
 * Charts as SVG, which know nothing of runs: {@link io.stator.harness.report.chart.Panel} is a pair of scales with
 * what is drawn between them. {@link io.stator.harness.report.chart.Markup} writes elements, for pages too, and is the
 * only place where text becomes markup. Colours are classes: the page's style sheet gives them for light and dark.
 */
@NullMarked
package io.stator.harness.report.chart;

import org.jspecify.annotations.NullMarked;
