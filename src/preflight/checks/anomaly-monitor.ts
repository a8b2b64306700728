import { textOf } from "../../pipeline/planned-resources";
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
    const command = ["ce", "get-anomaly-monitors"];
    const { AnomalyMonitors = [] } = await aws.ask<{ AnomalyMonitors?: Monitor[] }>(command);
    const found = AnomalyMonitors.find(({ MonitorDimension }) => MonitorDimension === "SERVICE");
    const what = "cost anomaly monitor of the account's services";
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
