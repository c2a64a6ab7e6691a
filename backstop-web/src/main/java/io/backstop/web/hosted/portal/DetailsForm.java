package io.backstop.web.hosted.portal;

import io.backstop.billing.BillingDetails;
import io.backstop.billing.BillingDetails.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields of the form that changes who the invoices are made out to. */
final class DetailsForm {

  /** Longer is no name and no street. */
  private static final int LONGEST = 200;

  /** What a mail server will say only later is left to it. */
  private static final Pattern MAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s.]+");

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private DetailsForm() {}

  static BillingDetails read(HttpServletRequest form) {
    String country = field(form, "country");
    return new BillingDetails(
        field(form, "name"),
        field(form, "mail"),
        new Address(
            field(form, "line1"),
            field(form, "line2"),
            field(form, "postal_code"),
            field(form, "city"),
            field(form, "state"),
            COUNTRIES.contains(country) ? country : ""),
        List.of());
  }

  /** Whether Stripe may be asked to take it. */
  static boolean isMail(String mail) {
    return MAIL.matcher(mail).matches();
  }

  /** Trimmed, on one line, and cut. */
  private static String field(HttpServletRequest form, String name) {
    String text =
        Optional.ofNullable(form.getParameter(name))
            .orElse("")
            .replaceAll("[\\p{Cs}\\p{Cntrl}]", " ")
            .strip();
    int length = Math.min(LONGEST, text.codePointCount(0, text.length()));
    return text.substring(0, text.offsetByCodePoints(0, length));
  }
}
