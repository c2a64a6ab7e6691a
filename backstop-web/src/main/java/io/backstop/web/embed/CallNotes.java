package io.backstop.web.embed;

import io.backstop.bundle.SignedBundle;
import io.backstop.bundle.Signer;
import io.backstop.bundle.SigningMistake;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.calls.ListedCall;
import io.backstop.calls.ListedCall.Reason;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.workspace.Workspace;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a call was refused, for the merchant's engineer alone: finer than what its caller is told,
 * and without anything that opens something. Stateless.
 */
final class CallNotes {

  private CallNotes() {}

  /**
   * A refused call as it is listed.
   *
   * @param verified present when the signature was good
   * @param told what its caller read; anything else than {@code refusal} when he has been refused
   *     too often: then nothing is tried out for him either
   */
  static ListedCall refused(
      Workspace workspace,
      Surface surface,
      EmbedBody body,
      Optional<VerifiedBundle> verified,
      Optional<String> origin,
      Refusal refusal,
      Refusal told,
      Instant now,
      String requestId) {
    String finer = told == refusal ? finer(workspace, surface, body, refusal) : "";
    return new ListedCall(
        now,
        surface,
        body.signature() != null || body.timestamp() != null,
        verified.map(VerifiedBundle::signer).filter(signer -> signer != Signer.NOBODY),
        told.code().wireName(),
        Optional.of(
            new Reason(
                refusal.code().wireName() + finer, detail(workspace, body, origin, refusal, now))),
        Optional.ofNullable(body.customer()).filter(CustomerId::isWellFormed),
        origin.filter(Origins::isSerialised),
        Optional.of(requestId));
  }

  private static String finer(
      Workspace workspace, Surface surface, EmbedBody body, Refusal refusal) {
    return switch (refusal.code()) {
      case SIGNATURE_INVALID ->
          "." + mistake(workspace, surface, body).name().toLowerCase(Locale.ROOT);
      case SIGNATURE_REQUIRED -> body.timestamp() == null ? "" : ".half";
      default -> "";
    };
  }

  private static SigningMistake mistake(Workspace workspace, Surface surface, EmbedBody body) {
    SignedBundle bundle =
        SignedBundle.of(
            surface,
            body.workspace(),
            body.customer(),
            body.subscription(),
            body.timestamp(),
            body.signature());
    return SigningMistake.of(bundle, body.subscription(), workspace.embed().secrets());
  }

  private static String detail(
      Workspace workspace, EmbedBody body, Optional<String> origin, Refusal refusal, Instant now) {
    return switch (refusal.code()) {
      case INVALID_FIELD -> refusal.param();
      case TIMESTAMP_OUT_OF_WINDOW ->
          Long.toString(now.getEpochSecond() - Long.parseLong(body.timestamp()));
      case ORIGIN_NOT_ALLOWED -> origin.filter(Origins::isSerialised).orElse("null");
      case RATE_LIMIT_EXCEEDED -> Integer.toString(workspace.embed().callsPerSecond());
      case RETURN_URL_NOT_ALLOWED -> returnOrigin(body);
      default -> "";
    };
  }

  /** Its origin where it has one; the rest of an address may be anything. */
  private static String returnOrigin(EmbedBody body) {
    try {
      return ReturnUrl.parse(body.returnUrl()).map(ReturnUrl::origin).orElse("");
    } catch (Refusal noAddress) {
      return noAddress.code() == RefusalCode.RETURN_URL_NOT_ALLOWED ? "" : noAddress.param();
    }
  }
}
