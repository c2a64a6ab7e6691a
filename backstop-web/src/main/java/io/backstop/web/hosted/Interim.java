package io.backstop.web.hosted;

import io.backstop.outcome.Outcome;
import java.util.Optional;

/**
 * How a visit that goes on stands: one that has no end of its own and may be left from any page.
 *
 * @param account whose it is, masked
 * @param outcome how it would end if it were left now
 * @param carried the parameters that every address of the page carries on; may be empty
 */
public record Interim(Optional<String> account, Outcome.Kind outcome, String carried) {}
