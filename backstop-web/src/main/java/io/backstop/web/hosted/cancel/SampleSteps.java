package io.backstop.web.hosted.cancel;

import io.backstop.flow.cancel.CancelStep;
import io.backstop.web.hosted.StepView;
import io.backstop.web.hosted.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;

/** Steps for {@link io.backstop.web.hosted.SamplePage}: worded as for a customer. */
public final class SampleSteps {

  private SampleSteps() {}

  /** {@code step} in the language of whoever looks. */
  public static StepView of(HttpServletRequest request, CancelStep step, Instant now) {
    return new CancelWords(Wording.of(request), now).of(step);
  }

  /** A survey that nobody has set up. */
  public static StepView survey(HttpServletRequest request) {
    Wording words = Wording.of(request);
    return new SurveyView(
        "",
        words.say("survey.title"),
        List.of(
            new SurveyView.Answer("price", words.say("sample.price"), false, true, ""),
            new SurveyView.Answer("unused", words.say("sample.unused"), false, false, ""),
            new SurveyView.Answer("other", words.say("sample.other"), false, false, "")));
  }

  /** An offer of the same kind. */
  public static StepView offer(HttpServletRequest request) {
    Wording words = Wording.of(request);
    String price = words.money(3675, "usd");
    return new OfferView(
        "",
        words.say("offer.title.discount"),
        words.say("sample.body"),
        new OfferTerms(
            words.say("get.discount", 25, 3),
            words.say("sample.pay", price),
            words.say("sample.after", words.money(4900, "usd"))),
        words.say("accept.discount"),
        false);
  }

  /** The last question, about nothing. */
  public static StepView confirm(HttpServletRequest request) {
    Wording words = Wording.of(request);
    return new ConfirmView(
        "",
        words.say("confirm.title"),
        words.say("sample.plan"),
        words.say("confirm.period-end"),
        false,
        false);
  }
}
