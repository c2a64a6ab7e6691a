package io.backstop.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.domain.CustomDomain;
import io.backstop.domain.CustomDomains;
import io.backstop.domain.DomainRecords;
import io.backstop.domain.HostName;
import io.backstop.domain.HostReading;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.member.Right;
import io.backstop.web.guard.BodyIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** {@code /api/v1/domain}: the workspace's own host, with the checks of the dashboard's page. */
@Path("/domain")
@ApplicationScoped
public class DomainResource {

  private static final BodyIntake BODIES = new BodyIntake(4 * 1024, 8);

  @Inject private CustomDomains domains;

  /** The host, how far it has come, and the records that it needs; null where there is none. */
  @GET
  public Response read(@Context HttpServletRequest request) {
    return answer(ApiCaller.with(Right.SEE_DOMAIN, request), Optional.empty());
  }

  /**
   * Claims {@code {"host": "…"}}, giving up another that is there; {@code null} gives it up.
   *
   * @throws Refusal MALFORMED_REQUEST, INVALID_FIELD
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Response save(@Context HttpServletRequest request) throws IOException {
    ApiCaller caller = ApiCaller.with(Right.CHANGE_DOMAIN, request);
    JsonNode host = StrictJson.read(BODIES.body(request)).path("host");
    if (!host.isTextual() && !host.isNull()) {
      throw Refusal.ofField("host", "neither a text nor null");
    }
    Optional<HostName> wanted = host.isNull() ? Optional.empty() : Optional.of(read(host.asText()));
    Optional<CustomDomain> known = domains.of(caller.workspace().slug());
    if (!known.map(CustomDomain::host).equals(wanted)) {
      known.ifPresent(domain -> domains.remove(caller.actor(), domain));
      if (wanted.isPresent() && !domains.add(caller.actor(), wanted.get())) {
        throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "another was claimed meanwhile");
      }
    }
    return answer(caller, Optional.empty());
  }

  /** Looks into DNS now; {@code verdict} says what came of it. */
  @POST
  @Path("/verify")
  public Response verify(@Context HttpServletRequest request) {
    ApiCaller caller = ApiCaller.with(Right.CHANGE_DOMAIN, request);
    CustomDomain known =
        domains
            .of(caller.workspace().slug())
            .orElseThrow(() -> new Refusal(RefusalCode.NOT_FOUND, "no domain is claimed"));
    String verdict = domains.verify(caller.actor(), known).name().toLowerCase(Locale.ROOT);
    return answer(caller, Optional.of(verdict));
  }

  private HostName read(String typed) {
    HostReading reading = domains.read(typed);
    return reading
        .host()
        .orElseThrow(() -> Refusal.ofField("host", "a host that is " + reading.fault()));
  }

  private Response answer(ApiCaller caller, Optional<String> verdict) {
    ObjectNode root = StrictJson.object();
    root.put("workspace", caller.workspace().slug().value());
    root.putNull("domain");
    domains
        .of(caller.workspace().slug())
        .ifPresent(domain -> put(root.putObject("domain"), domain, domains.records(domain)));
    verdict.ifPresent(word -> root.put("verdict", word));
    return ApiAnswer.of(StrictJson.bytes(root));
  }

  private static void put(ObjectNode node, CustomDomain domain, DomainRecords records) {
    node.put("host", domain.host().value()).put("state", domain.state().wireName());
    node.put("checked_at", domain.checkedAt().map(Object::toString).orElse(null));
    node.putObject("cname").put("name", domain.host().value()).put("value", records.target());
    node.putObject("txt").put("name", domain.host().proofName()).put("value", records.proof());
  }
}
