package io.backstop.web.hosted.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.flow.cancel.Choice;
import io.backstop.flow.cancel.Choice.Action;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelFormTest {

  private static Optional<Choice> read(Map<String, String> fields) {
    return CancelForm.read(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                CancelFormTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> fields.get(arguments[0])));
  }

  @Test
  void everyActionHasItsName() {
    for (String name :
        new String[] {
          "continue",
          "accept-offer",
          "decline-offer",
          "cancel-anyway",
          "keep",
          "confirm-cancel",
          "back",
          "close"
        }) {
      assertThat(read(Map.of("action", name))).as(name).isPresent();
    }
    assertThat(Action.values()).hasSize(8);
  }

  @Test
  void aFormWithoutAKnownActionIsNoChoice() {
    assertThat(read(Map.of("step", "s"))).isEmpty();
    assertThat(read(Map.of("action", "CONFIRM_CANCEL"))).isEmpty();
    assertThat(read(Map.of("action", ""))).isEmpty();
  }

  @Test
  void theCommentIsThatOfTheReasonPicked() {
    Map<String, String> fields =
        Map.of(
            "action", "continue",
            "step", "s",
            "reason", "other",
            "comment-other", "mine",
            "comment-unused", "written, then another reason picked");
    assertThat(read(fields))
        .contains(new Choice(Action.CONTINUE, "s", Optional.of("other"), Optional.of("mine")));
  }

  @Test
  void nothingPickedIsNoReasonAndNoComment() {
    assertThat(read(Map.of("action", "continue", "step", "s", "reason", "", "comment-other", "x")))
        .contains(new Choice(Action.CONTINUE, "s", Optional.empty(), Optional.empty()));
  }
}
