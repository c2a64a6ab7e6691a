package io.backstop.web.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.bundle.Signer;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.calls.ListedCall;
import io.backstop.calls.ListedCall.Reason;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallNotesTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_435_612L);
  private static final Workspace ACME =
      new Workspace(
          new WorkspaceSlug("acme"),
          "Acme",
          false,
          new EmbedSettings(
              List.of("bs_secret"), false, Optional.empty(), List.of("https://a.example"), 50, 60),
          null,
          null,
          null,
          null,
          null,
          null);

  private static EmbedBody body(String customer, String signature, String returnUrl) {
    return new EmbedBody("acme", customer, "sub_a", "1795435200", signature, returnUrl);
  }

  private static ListedCall note(EmbedBody body, String origin, Refusal refusal, Refusal told) {
    return CallNotes.refused(
        ACME,
        Surface.CANCEL,
        body,
        Optional.empty(),
        Optional.ofNullable(origin),
        refusal,
        told,
        NOW,
        "req_1");
  }

  private static ListedCall note(EmbedBody body, String origin, RefusalCode code) {
    Refusal refusal = new Refusal(code, "why");
    return note(body, origin, refusal, refusal);
  }

  @Test
  void anOldTimestampIsToldInSeconds() {
    ListedCall call = note(body("cus_a", "f", null), null, RefusalCode.TIMESTAMP_OUT_OF_WINDOW);

    assertThat(call.reason()).contains(new Reason("timestamp_out_of_window", "412"));
    assertThat(call.customer()).contains("cus_a");
    assertThat(call.requestId()).contains("req_1");
  }

  @Test
  void aWrongSignatureIsLookedInto() {
    ListedCall call = note(body("cus_a", "nothex", null), null, RefusalCode.SIGNATURE_INVALID);

    assertThat(call.reason()).contains(new Reason("signature_invalid.form", ""));
    assertThat(call.signer()).isEmpty();
    assertThat(call.signed()).isTrue();
  }

  @Test
  void nothingIsLookedIntoForWhoeverWasRefusedTooOften() {
    ListedCall call =
        note(
            body("cus_a", "nothex", null),
            null,
            new Refusal(RefusalCode.SIGNATURE_INVALID, "why"),
            new Refusal(RefusalCode.RATE_LIMIT_EXCEEDED, "too often"));

    assertThat(call.answer()).isEqualTo("rate_limit_exceeded");
    assertThat(call.reason()).contains(new Reason("signature_invalid", ""));
  }

  @Test
  void halfABundleIsToldFromNone() {
    assertThat(
            note(body("cus_a", null, null), null, RefusalCode.SIGNATURE_REQUIRED)
                .reason()
                .map(Reason::name))
        .contains("signature_required.half");
  }

  @Test
  void whatStrangersSendIsNotKeptAsItStands() {
    ListedCall call =
        note(
            body("ada@acme.example", "f", "https://app.example/billing?mail=ada@acme.example"),
            "javascript:alert(1)",
            RefusalCode.RETURN_URL_NOT_ALLOWED);

    assertThat(call.customer()).isEmpty();
    assertThat(call.origin()).isEmpty();
    assertThat(call.reason()).contains(new Reason("return_url_not_allowed", "https://app.example"));
    assertThat(
            note(body("cus_a", "f", "not an address"), null, RefusalCode.RETURN_URL_NOT_ALLOWED)
                .reason())
        .contains(new Reason("return_url_not_allowed", ""));
    assertThat(note(body("cus_a", "f", null), "null", RefusalCode.ORIGIN_NOT_ALLOWED).reason())
        .contains(new Reason("origin_not_allowed", "null"));
  }

  @Test
  void whoSignedIsKnownWhereTheSignatureWasGood() {
    Refusal origin = new Refusal(RefusalCode.ORIGIN_NOT_ALLOWED, "not listed");
    VerifiedBundle verified =
        new VerifiedBundle(
            Surface.CANCEL,
            new CustomerId("cus_a"),
            Optional.empty(),
            Optional.empty(),
            Signer.PREVIOUS);

    ListedCall call =
        CallNotes.refused(
            ACME,
            Surface.CANCEL,
            body("cus_a", "f", null),
            Optional.of(verified),
            Optional.of("https://b.example"),
            origin,
            origin,
            NOW,
            "req_1");

    assertThat(call.signer()).contains(Signer.PREVIOUS);
    assertThat(call.origin()).contains("https://b.example");
  }
}
