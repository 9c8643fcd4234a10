using BrainDae.Cli.Options;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Method.Config;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>The resolved options of a training run as a table.</summary>
internal static class OptionsTable
{
    public static Table Of(TrainingFlags flags, TrainingOptions options, SliceStore store, CohortSplit split)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("option", "value");
        Row("data", $"{store.Folder} ({Counted.Of(store.Patients.Length, "patient")}, {store.Manifest.Size}x{store.Manifest.Size}, content {store.Manifest.DataSha256[..12]})");
        Row("split", $"{split.Train.Length} train, {split.Val.Length} val, {split.Test.Length} test");
        Row("precision", options.Precision == NetworkPrecision.BFloat16 ? "bf16 (parameters, update, statistics and loss in fp32)" : options.Precision.Text());
        foreach (var (name, value) in flags.Resolved(options))
        {
            Row(name, value);
        }

        if (Unlabelled(store, split) is > 0 and var unlabelled)
        {
            Row("no label", $"{Counted.Of(unlabelled, "patient")} of train and val: {(options.Unlabelled == UnlabelledRule.Skip ? "left out" : "all their slices count as healthy")}");
        }

        return table;

        void Row(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }

    private static int Unlabelled(SliceStore store, CohortSplit split)
    {
        var used = split.Train.Concat(split.Val).ToHashSet(StringComparer.Ordinal);
        return store.Manifest.Patients.Count(patient => used.Contains(patient.Name) && !patient.HasLabel);
    }
}
