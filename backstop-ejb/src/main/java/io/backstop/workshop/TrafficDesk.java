package io.backstop.workshop;

import io.backstop.flow.cancel.FlowDefinitions;
import io.backstop.flow.cancel.TrafficSplit;
import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.AuditLog;
import io.backstop.member.Seat;
import io.backstop.workshop.Traffic.InForce;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.Pin;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says with which published versions new visits begin. A change is in force on every node within
 * two seconds; a visit that has begun keeps its version.
 *
 * <p>A customer keeps his version while the split stands. When percents move, only as many
 * customers change as percents move; a version that loses percents gives its customers to those
 * that gain, first of the same flow.
 */
@Stateless
public class TrafficDesk {

  /** How many versions can share the visits. */
  public static final int MOST = 4;

  private static final String KEY = "cancel.traffic";

  private final FlowTable flows;
  private final ReleaseTable versions;
  private final LayeredConfig config;
  private final SettingsWriter settings;
  private final AuditLog audit;

  /** For the container's proxy. */
  public TrafficDesk() {
    this(null, null, null, null, null);
  }

  @Inject
  TrafficDesk(
      FlowTable flows,
      ReleaseTable versions,
      LayeredConfig config,
      SettingsWriter settings,
      AuditLog audit) {
    this.flows = flows;
    this.versions = versions;
    this.config = config;
    this.settings = settings;
    this.audit = audit;
  }

  /** What new visits of {@code workspace} begin with. */
  public Traffic of(WorkspaceSlug workspace) {
    Optional<Workspace> now = settings.fresh(workspace);
    Optional<String> text = now.flatMap(found -> found.cancel().traffic());
    Optional<Pin> flowPin = config.pin(workspace, "cancel.flow");
    Optional<Pin> splitPin = config.pin(workspace, KEY);
    InForce inForce =
        flowPin.isPresent()
            ? InForce.PINNED_FLOW
            : splitPin.isPresent()
                ? InForce.PINNED_SPLIT
                : text.isPresent()
                    ? InForce.SPLIT
                    : now.flatMap(found -> found.cancel().flow()).isPresent()
                        ? InForce.SETTING
                        : InForce.SHIPPED;
    return new Traffic(
        inForce,
        text.flatMap(Shares::read).map(Shares::of).orElse(List.of()),
        flowPin.or(() -> splitPin),
        turn(text));
  }

  /**
   * Splits new visits over {@code shares}; an empty list takes the split away, so that {@code
   * cancel.flow} or the shipped flow is in force again.
   *
   * @param turn {@link Traffic#turn} of the split that was looked at
   */
  public FlowVerdict split(Seat by, String turn, List<Share> shares) {
    if (config.pin(by.workspace(), KEY).isPresent()) {
      return FlowVerdict.PINNED;
    }
    if (!shares.isEmpty() && !areSound(shares)) {
      return FlowVerdict.BAD_SHARES;
    }
    settings.lock(by.workspace());
    Optional<String> before = Shares.text(settings, by.workspace());
    if (!turn(before).equals(turn)) {
      return FlowVerdict.CHANGED_MEANWHILE;
    }
    List<TrafficSplit.Wish> wishes = new ArrayList<>();
    for (Share share : shares) {
      Optional<Release> version = versions.find(by.workspace(), share.flow(), share.number());
      if (version.isEmpty()) {
        return FlowVerdict.NOT_HERE;
      }
      if (flows.draft(by.workspace(), share.flow()).filter(FlowDraft::archived).isPresent()) {
        return FlowVerdict.ARCHIVED;
      }
      wishes.add(
          new TrafficSplit.Wish(
              new TrafficSplit.Part(share.flow().value(), share.number(), version.get().digest()),
              share.percent()));
    }
    String after = wishes.isEmpty() ? "" : split(before.flatMap(Shares::read), wishes).write();
    if (!after.equals(before.orElse(""))) {
      settings.save(by.workspace(), KEY, after);
      audit.write(by, "traffic.moved", told(shares));
    }
    return FlowVerdict.DONE;
  }

  private static TrafficSplit split(Optional<TrafficSplit> before, List<TrafficSplit.Wish> wishes) {
    return before
        .map(split -> split.moved(wishes))
        .orElseGet(
            () ->
                TrafficSplit.begin(HexFormat.of().formatHex(Ids.unguessable(Long.BYTES)), wishes));
  }

  private static boolean areSound(List<Share> shares) {
    long versions = shares.stream().map(s -> s.flow() + " " + s.number()).distinct().count();
    return shares.size() <= MOST
        && versions == shares.size()
        && shares.stream().allMatch(share -> share.percent() >= 1 && share.percent() <= 100)
        && shares.stream().mapToInt(Share::percent).sum() == 100;
  }

  private static String turn(Optional<String> text) {
    return text.map(FlowDefinitions::digest).map(digest -> digest.substring(0, 16)).orElse("none");
  }

  private static String told(List<Share> shares) {
    return shares.isEmpty()
        ? "(none)"
        : shares.stream()
            .map(s -> s.flow() + " version " + s.number() + ": " + s.percent() + " %")
            .collect(Collectors.joining(", "));
  }
}
