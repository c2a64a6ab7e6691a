package io.backstop.web.dashboard.insight;

import io.backstop.overview.Overview;
import io.backstop.overview.Overview.Endings;
import io.backstop.overview.Overview.Totals;
import io.backstop.overview.Span;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The overview's numbers and tables, worded. */
@Dependent
class OverviewWords {

  @Inject private FlowWords flows;

  List<OverviewView.Number> numbers(Words words, Overview overview, Span span) {
    List<OverviewView.Number> numbers = new ArrayList<>();
    numbers.add(number(words, overview, span, "visits", Totals::visits));
    numbers.add(number(words, overview, span, "saved", totals -> totals.endings().saved()));
    numbers.add(number(words, overview, span, "cancelled", totals -> totals.endings().cancelled()));
    numbers.add(number(words, overview, span, "abandoned", totals -> totals.endings().abandoned()));
    numbers.add(
        new OverviewView.Number(
            "numbers.rate",
            rate(words, overview.now().endings()),
            words.say("numbers.before", rate(words, overview.before().endings()), span.days())));
    return numbers;
  }

  private static OverviewView.Number number(
      Words words, Overview overview, Span span, String name, ToLongFunction<Totals> of) {
    return new OverviewView.Number(
        "numbers." + name,
        count(words, of.applyAsLong(overview.now())),
        words.say("numbers.before", count(words, of.applyAsLong(overview.before())), span.days()));
  }

  static String count(Words words, long number) {
    return NumberFormat.getIntegerInstance(Locale.forLanguageTag(words.language())).format(number);
  }

  private static String rate(Words words, Endings endings) {
    NumberFormat percent = NumberFormat.getPercentInstance(Locale.forLanguageTag(words.language()));
    percent.setMaximumFractionDigits(1);
    return endings.saveRate().map(percent::format).orElse("–");
  }

  List<Chart> charts(DashboardCall call, Overview overview, Span span) {
    Words words = call.words();
    List<Chart> charts = new ArrayList<>();
    charts.add(Charts.endings(words, overview, span));
    charts.add(Charts.funnel(words, overview.funnel()));
    charts.add(
        Charts.reasons(
            words,
            overview.reasons().stream()
                .map(
                    reason ->
                        new Charts.Named(
                            reason.id().isEmpty()
                                ? words.say("reasons.none")
                                : flows.reason(
                                    words, call.workspace().slug(), reason.digest(), reason.id()),
                            reason.endings()))
                .toList()));
    charts.addAll(Charts.kept(words, overview));
    return charts;
  }

  List<Grid> grids(DashboardCall call, Overview overview) {
    return List.of(
        offers(call, overview), versions(call, overview), recovery(call.words(), overview));
  }

  private Grid offers(DashboardCall call, Overview overview) {
    Words words = call.words();
    return new Grid(
        "offers",
        words.say("offers"),
        words.say("offers.about"),
        List.of(
            words.say("offers.offer"),
            words.say("offers.shown"),
            words.say("offers.accepted"),
            words.say("offers.declined"),
            words.say("offers.rate")),
        overview.offers().stream()
            .map(
                offer ->
                    List.of(
                        Cell.of(
                            flows.offer(
                                words, call.workspace().slug(), offer.digest(), offer.id())),
                        Cell.number(count(words, offer.shown())),
                        Cell.number(count(words, offer.accepted())),
                        Cell.number(count(words, offer.declined())),
                        Cell.number(
                            rate(
                                words,
                                new Endings(
                                    offer.accepted(), offer.shown() - offer.accepted(), 0)))))
            .toList(),
        words.say("offers.empty"));
  }

  private Grid versions(DashboardCall call, Overview overview) {
    Words words = call.words();
    return new Grid(
        "versions",
        words.say("versions"),
        words.say("versions.about"),
        List.of(
            words.say("versions.version"),
            words.say("numbers.visits"),
            words.say("numbers.saved"),
            words.say("numbers.cancelled"),
            words.say("numbers.abandoned"),
            words.say("numbers.rate")),
        overview.versions().stream()
            .map(
                version ->
                    List.of(
                        Cell.of(
                            flows.flow(
                                call.workspace().slug(),
                                version.digest(),
                                version.flow(),
                                version.number())),
                        Cell.number(count(words, version.visits())),
                        Cell.number(count(words, version.endings().saved())),
                        Cell.number(count(words, version.endings().cancelled())),
                        Cell.number(count(words, version.endings().abandoned())),
                        Cell.number(rate(words, version.endings()))))
            .toList(),
        words.say("versions.empty"));
  }

  private static Grid recovery(Words words, Overview overview) {
    return new Grid(
        "recovered",
        words.say("recovered"),
        words.say("recovered.about"),
        List.of(
            words.say("recovered.currency"),
            words.say("recovered.owed"),
            words.say("recovered.recovered"),
            words.say("recovered.lost")),
        overview.recovery().stream()
            .map(
                each ->
                    List.of(
                        Cell.of(each.owed().currency().toUpperCase(Locale.ROOT)),
                        Cell.number(
                            counted(
                                words,
                                each.owed().minor(),
                                each.owed().currency(),
                                each.inFlight())),
                        Cell.number(
                            counted(
                                words,
                                each.recovered().minor(),
                                each.recovered().currency(),
                                each.recoveries())),
                        Cell.number(
                            counted(
                                words,
                                each.lost().minor(),
                                each.lost().currency(),
                                each.losses()))))
            .toList(),
        words.say("recovery.none"));
  }

  private static String counted(Words words, long minor, String currency, long count) {
    return words.say("recovered.counted", words.money(minor, currency), count);
  }
}
