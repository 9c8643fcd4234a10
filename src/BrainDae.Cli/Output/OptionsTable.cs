using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Method.Config;
using Spectre.Console;

namespace BrainDae.Cli.Output;

/// <summary>The resolved options of a training run as a table.</summary>
internal static class OptionsTable
{
    public static Table Of(TrainingOptions options, SliceStore store, CohortSplit split)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("option", "value");
        Row("data", $"{store.Folder} ({store.Patients.Length} patients, {store.Manifest.Size}x{store.Manifest.Size}, content {store.Manifest.DataSha256[..12]})");
        Row("split", $"{split.Train.Length} train, {split.Val.Length} val, {split.Test.Length} test");
        Row("network", $"{options.Network.Depth} levels from {options.Network.BaseChannels} channels");
        Row("precision", options.Precision == NetworkPrecision.BFloat16 ? "bf16 (parameters, update, statistics and loss in fp32)" : "fp32");
        Row("noise", $"resolution {options.Noise.Resolution}, standard deviation {options.Noise.StandardDeviation}");
        Row("batch size", $"{options.BatchSize}");
        Row("epochs", $"{options.Epochs} of {options.IterationsPerEpoch} iterations, up to {options.ValidationBatches} validation batches after each");
        Row("learning rate", options.Schedule == LearningRateCourse.Warmup
            ? $"{options.LearningRate} after {options.WarmupIterations} iterations of warm-up, then one cosine to 0"
            : $"{options.LearningRate}, cosine over {options.CosinePeriod} epochs");
        Row("slices", $"{(options.CropX == 0 ? "whole" : $"windows of {options.CropX}x{options.CropY} around the brain")}{(options.Mirror ? ", half of them mirrored" : "")}");
        Row("weight decay", $"{options.WeightDecay}");
        Row("gradient clip", $"{options.ClipNorm}");
        Row("healthy by", $"{options.HealthyRule} label");
        if (Unlabelled(store, split) is > 0 and var unlabelled)
        {
            Row("no label", $"{unlabelled} patients of train and val: {(options.Unlabelled == UnlabelledRule.Skip ? "left out" : "all their slices count as healthy")}");
        }

        Row("seed", $"{options.Seed}");
        return table;

        void Row(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }

    private static int Unlabelled(SliceStore store, CohortSplit split)
    {
        var used = split.Train.Concat(split.Val).ToHashSet(StringComparer.Ordinal);
        return store.Manifest.Patients.Count(patient => used.Contains(patient.Name) && !patient.HasLabel);
    }
}
