package io.backstop.web.dashboard.settings;

import io.backstop.domain.CustomDomain;
import io.backstop.domain.CustomDomains;
import io.backstop.domain.DomainRecords;
import io.backstop.domain.DomainState;
import io.backstop.domain.HostReading;
import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The host of the merchant's that his customers' pages stand on. */
@ApplicationScoped
class DomainRoom implements Room {

  @Inject private CustomDomains domains;

  @Override
  public boolean isOf(Route page) {
    return page == Route.DOMAIN;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<CustomDomain> domain = domains.of(call.workspace().slug());
    switch (call.route()) {
      case ADD_DOMAIN -> add(call, domain);
      case VERIFY_DOMAIN ->
          call.seePage(domain.map(known -> verified(call, known)).orElse("domain-none"));
      case REMOVE_DOMAIN ->
          call.seePage(
              domain.filter(known -> removed(call, known)).isPresent()
                  ? "domain-removed"
                  : "domain-none");
      default -> call.show(domain.map(known -> view(call, known)).orElse(empty(call, "", "")));
    }
  }

  private void add(DashboardCall call, Optional<CustomDomain> domain)
      throws ServletException, IOException {
    String typed = call.field("host");
    HostReading reading = domains.read(typed);
    if (domain.isPresent()) {
      call.seePage("domain-exists");
    } else if (reading.fault().isPresent()) {
      String error = "domain.fault." + reading.fault().get().name().toLowerCase(Locale.ROOT);
      call.showAgain(empty(call, typed, error));
    } else {
      boolean added = domains.add(call.seat().actor(), reading.host().orElseThrow());
      call.seePage(added ? "domain-added" : "domain-exists");
    }
  }

  private String verified(DashboardCall call, CustomDomain domain) {
    String verdict = domains.verify(call.seat().actor(), domain).name();
    return "domain-" + verdict.toLowerCase(Locale.ROOT);
  }

  /** The form names the claim that it shows, so that one left open removes no later one. */
  private boolean removed(DashboardCall call, CustomDomain domain) {
    return domain.id().equals(call.field("domain")) && domains.remove(call.seat().actor(), domain);
  }

  private static DomainView empty(DashboardCall call, String typed, String error) {
    return new DomainView(
        call.seat().may(Right.CHANGE_DOMAIN), "", typed, error, "", "", "", "", "", List.of(), "");
  }

  private DomainView view(DashboardCall call, CustomDomain domain) {
    DomainRecords records = domains.records(domain);
    boolean letters = !domain.host().shown().equals(domain.host().value());
    return new DomainView(
        call.seat().may(Right.CHANGE_DOMAIN),
        domain.id(),
        "",
        "",
        domain.host().value(),
        letters ? domain.host().shown() : "",
        domain.state().wireName(),
        records.target(),
        records.proof(),
        domain.seen().lines().toList(),
        domain
            .checkedAt()
            .map(at -> call.words().say("domain.checked", call.words().moment(at)))
            .orElse(
                domain.state() == DomainState.PENDING ? call.words().say("domain.unseen") : ""));
  }
}
