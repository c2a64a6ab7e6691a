package io.backstop.demo;

import io.backstop.demo.node.DatabaseAddress;
import io.backstop.demo.node.PayaraMicroNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said once everything answers: the addresses, and what about them is public. */
record ReadyNotice(
    LauncherSettings settings,
    DataDirectory data,
    DatabaseAddress database,
    PayaraMicroNode node,
    Optional<URI> sandbox,
    Optional<URI> shop) {

  List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Everything answers, " + Terminal.seconds(took) + " after the start.");
    lines.add("");
    lines.add("  Backstop        " + settings.baseUrl());
    lines.add("  Dashboard       " + settings.baseUrl() + "/dashboard" + signIn());
    shop.ifPresent(uri -> lines.add("  Acme's shop     " + uri));
    sandbox.ifPresent(uri -> lines.add("  Stripe sandbox  " + uri));
    lines.add("  PostgreSQL      " + database);
    lines.add("  Server log      " + node.log());
    lines.add(
        "  Data            "
            + data.path()
            + (data.kept() ? "" : "  (goes with the launcher; BACKSTOP_DATA_DIR keeps it)"));
    if (settings.mode() == Mode.DEMO) {
      lines.add("");
      lines.add("  ***********************************************************************");
      lines.add("  *  THESE SECRETS ARE PUBLIC. The demo's embed secret and keys are     *");
      lines.add("  *  printed in Backstop's documentation. Put no real customer in here, *");
      lines.add("  *  and do not let other machines reach it.                            *");
      lines.add("  ***********************************************************************");
    }
    lines.add("");
    lines.add("Ctrl-C stops all of it.");
    return lines;
  }

  private String signIn() {
    return settings.mode() == Mode.DEMO
        ? "  (" + DemoWorkspace.OWNER_MAIL + " / " + DemoWorkspace.OWNER_PASSWORD + ")"
        : "  (at the first start, the owner's link is in the server log)";
  }
}
