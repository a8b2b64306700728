import { textOf } from "../../pipeline/planned-resources";
import type { AwsCli } from "../aws-cli";
import { AwsFailure, costExplorerDisabled } from "../aws-failure";
import type { Check } from "./check";

interface Monitor {
  readonly MonitorArn: string;
  readonly MonitorName: string;
  readonly MonitorDimension?: string;
}

/** An account has one monitor of its services' costs, and AWS gives many new accounts one. */
export const checkAnomalyMonitor: Check = {
  title: "cost anomaly monitor",
  run: async ({ aws, plan }) => {
    const planned = plan.resources.filter(
      ({ type, arguments: values }) => type === "aws_ce_anomaly_monitor" && values.monitor_dimension === "SERVICE",
    );
    if (planned.length === 0) return [];
    const what = "cost anomaly monitor of the account's services";
    const monitors = await monitorsOf(aws);
    if (monitors === undefined) {
      const fix = "enable it in the Billing console, Cost Explorer, and wait for up to a day";
      return [{ level: "blocks", what, detail: "Cost Explorer is not enabled in this account", fix }];
    }
    const found = monitors.find(({ MonitorDimension }) => MonitorDimension === "SERVICE");
    if (!found) return [{ level: "ok", what, detail: "not there yet; the stacks create it" }];
    if (planned.some((monitor) => textOf(monitor, "name") === found.MonitorName)) {
      return [{ level: "ok", what, detail: "here already" }];
    }
    return [
      {
        level: "blocks",
        what,
        detail: `${found.MonitorName} exists, and an account has one`,
        fix: `cost: { serviceMonitorArn: "${found.MonitorArn}" }, in the environment that owns the account`,
      },
    ];
  },
};

/** The account's monitors; nothing where Cost Explorer is not enabled. */
async function monitorsOf(aws: AwsCli): Promise<readonly Monitor[] | undefined> {
  try {
    const answer = await aws.ask<{ AnomalyMonitors?: Monitor[] }>(["ce", "get-anomaly-monitors"]);
    return answer.AnomalyMonitors ?? [];
  } catch (fault) {
    if (fault instanceof AwsFailure && fault.code === costExplorerDisabled) return undefined;
    throw fault;
  }
}
