package io.backstop.workshop;

import io.backstop.brand.Rgb;
import io.backstop.flow.cancel.FlowFault;
import io.backstop.flow.cancel.FlowFaults;
import io.backstop.flow.cancel.FlowRefusal;
import io.backstop.workshop.Finding.Severity;
import io.backstop.workshop.FlowSketch.OfferSketch;
import io.backstop.workshop.FlowSketch.ReasonSketch;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads a draft as a careful colleague would. Pure: asks nobody; may be called on every keystroke.
 *
 * <p>Errors: whatever {@code FlowDefinitions} refuses, by the code and with the arguments of its
 * {@link FlowFault}; of that, {@code price_missing} and {@code url_missing} are still to be filled
 * in. {@code shaming}: copy that shames or presses; the argument is the phrase.
 *
 * <p>Warnings: {@code language_missing} (the argument is the language that other texts have),
 * {@code headline_missing}, {@code free} (a discount of 100 %), {@code contrast} (the brand's
 * colour on the page's ground has less than 4.5 : 1, so links get another shade of it; the argument
 * is the ratio. Text on a button needs no warning: it is chosen so that it has more), {@code
 * reason_without_effect}, {@code story_unused}, {@code offer_unused} (the argument is the id),
 * {@code step_empty} (a step that nothing is there for; the argument is the step).
 */
public final class FlowLint {

  /** The grounds that links stand on, as in hosted.css. */
  private static final String LIGHT_GROUND = "#f4f5f8";

  private static final String DARK_GROUND = "#252a33";
  private static final double READABLE = 4.5;

  private final List<Finding> findings = new ArrayList<>();

  private FlowLint() {}

  /** Everything there is to say, errors first; then as they stand in the document. */
  public static List<Finding> check(String document, Workspace workspace) {
    FlowLint lint = new FlowLint();
    FlowFaults.of(document).forEach(lint::fault);
    if (FlowSketch.isReadable(document)) {
      FlowSketch sketch = FlowSketch.read(document);
      Map<String, Map<String, String>> texts = SketchTexts.of(sketch);
      texts.forEach(lint::pressing);
      for (int i = 0; i < sketch.stories().size(); i++) {
        lint.pressing("stories[" + i + "].author", Map.of("en", sketch.stories().get(i).author()));
      }
      lint.languages(texts);
      lint.offers(sketch);
      lint.reasons(sketch);
      lint.steps(sketch);
    }
    lint.contrast(workspace.brand());
    return lint.findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
  }

  private void error(String path, String code, String argument) {
    findings.add(new Finding(Severity.ERROR, path, code, argument));
  }

  private void warn(String path, String code, String argument) {
    findings.add(new Finding(Severity.WARNING, path, code, argument));
  }

  private void fault(FlowRefusal refusal) {
    String path = refusal.param();
    String missing = refusal.fault() == FlowFault.MISSING ? refusal.arguments().get(0) : "";
    switch (missing) {
      case "price", "url" -> error(path + "." + missing, missing + "_missing", "");
      default ->
          findings.add(
              new Finding(Severity.ERROR, path, refusal.fault().code(), refusal.arguments()));
    }
  }

  private void pressing(String path, Map<String, String> text) {
    text.values().stream()
        .flatMap(words -> PressingCopy.in(words).stream())
        .distinct()
        .forEach(phrase -> error(path, "shaming", phrase));
  }

  private void languages(Map<String, Map<String, String>> texts) {
    Set<String> spoken = new TreeSet<>();
    texts.values().forEach(text -> text.keySet().stream().filter(says(text)).forEach(spoken::add));
    // That English is missing is an error already.
    spoken.remove("en");
    texts.forEach(
        (path, text) ->
            spoken.stream()
                .filter(says(text).negate())
                .forEach(language -> warn(path, "language_missing", language)));
  }

  private static Predicate<String> says(Map<String, String> text) {
    return language -> !text.getOrDefault(language, "").isBlank();
  }

  private void offers(FlowSketch sketch) {
    Set<String> used = new HashSet<>(sketch.otherwise());
    sketch.reasons().forEach(reason -> used.addAll(reason.offers()));
    for (OfferSketch offer : sketch.offers()) {
      used.add(offer.then());
      used.addAll(offer.variants());
    }
    for (int i = 0; i < sketch.offers().size(); i++) {
      OfferSketch offer = sketch.offers().get(i);
      String path = "offers[" + i + "]";
      if (offer.headline().values().stream().allMatch(String::isBlank)) {
        warn(path, "headline_missing", "");
      }
      if (offer.type().equals("discount") && offer.percent().equals("100")) {
        warn(path + ".percent", "free", "");
      }
      if (!used.contains(offer.id())) {
        warn(path, "offer_unused", offer.id());
      }
    }
  }

  private void reasons(FlowSketch sketch) {
    boolean answersLeadSomewhere =
        sketch.steps().contains("offers") || sketch.steps().contains("stories");
    Set<String> told = new HashSet<>();
    for (int i = 0; i < sketch.reasons().size(); i++) {
      ReasonSketch reason = sketch.reasons().get(i);
      told.addAll(reason.stories());
      boolean without =
          reason.offers().isEmpty() && reason.stories().isEmpty() && !reason.comment();
      if (without && answersLeadSomewhere) {
        warn("reasons[" + i + "]", "reason_without_effect", "");
      }
    }
    for (int i = 0; i < sketch.stories().size(); i++) {
      if (!told.contains(sketch.stories().get(i).id())) {
        warn("stories[" + i + "]", "story_unused", sketch.stories().get(i).id());
      }
    }
  }

  private void steps(FlowSketch sketch) {
    boolean offered =
        !sketch.otherwise().isEmpty()
            || sketch.reasons().stream().anyMatch(reason -> !reason.offers().isEmpty());
    boolean told = sketch.reasons().stream().anyMatch(reason -> !reason.stories().isEmpty());
    if (sketch.steps().contains("offers") && !offered) {
      warn("steps", "step_empty", "offers");
    }
    if (sketch.steps().contains("stories") && !told) {
      warn("steps", "step_empty", "stories");
    }
  }

  private void contrast(Workspace.BrandSettings brand) {
    String ground = brand.theme() == Theme.DARK ? DARK_GROUND : LIGHT_GROUND;
    double ratio = Rgb.parse(brand.color()).contrastTo(Rgb.parse(ground));
    if (ratio < READABLE) {
      warn("", "contrast", String.format(Locale.ROOT, "%.1f", ratio));
    }
  }
}
