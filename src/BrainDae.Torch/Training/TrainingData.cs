using System.Collections.Immutable;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Config;
using BrainDae.Method.Models;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Torch.Training;

/// <summary>What a run learns from.</summary>
/// <param name="Training">Healthy slices of the training split; at least one batch.</param>
/// <param name="Validation">Healthy slices of the validation split; at least one.</param>
/// <param name="Identity">What a checkpoint records of them, or, where it is to be anonymous, is made of.</param>
public sealed record TrainingData(SliceSet Training, SliceSet Validation, TrainingDataIdentity Identity)
{
    /// <summary>Collects the slices and checks that they suffice; writes nothing and needs no native library.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="store">The slices on disk.</param>
    /// <param name="split">Who is trained and validated on.</param>
    /// <exception cref="BrainDaeException">An option, the split or the data cannot be used.</exception>
    public static TrainingData Collect(TrainingOptions options, SliceStore store, CohortSplit split)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(split);
        options.Validate(store.Manifest.Size);
        var admitted = UnlabelledPatients.Admit(store, split.Train.Concat(split.Val), options.Unlabelled).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> train = [.. split.Train.Where(admitted.Contains).Order(StringComparer.Ordinal)];
        ImmutableArray<string> val = [.. split.Val.Where(admitted.Contains).Order(StringComparer.Ordinal)];
        var training = SliceSet.Healthy(store, train, options.HealthyRule, options.Seed, options.Network.Neighbors);
        var validation = SliceSet.Healthy(store, val, options.HealthyRule, 0, options.Network.Neighbors);
        if (training.Count < options.BatchSize)
        {
            throw BrainDaeException.Option($"{new OptionName("BatchSize")} {options.BatchSize}: the training split has only {training.Count} healthy slices; use a smaller batch or more patients.");
        }

        if (validation.Count == 0)
        {
            throw BrainDaeException.Invalid($"{store.SplitFolder}: the validation split has no healthy slice ({val.Length} patients), so no best checkpoint can be chosen; put patients into val.txt, or draw the split anew with a larger {new OptionName("ValFraction")} (braindae preprocess --resplit).");
        }

        var (trained, validated) = (Register(train), Register(val));
        return new(training, validation, new(
            store.Manifest.DataSha256,
            store.Manifest.Size,
            PatientRegister.SplitHash(train, salt: null),
            PatientRegister.SplitHash(val, salt: null),
            trained.Names,
            validated.Names,
            trained.ContentSha256,
            validated.ContentSha256)
        {
            TrainSubjects = trained.Subjects,
            ValidationSubjects = validated.Subjects,
            Preprocessing = PreprocessingOptions.Of(store.Manifest),
            UnlabelledPatients = train.Concat(val).Count(name => !store.Get(name).HasLabel),
            AxisCodes = [LpsOrder.Code],
        });

        PatientRegister Register(ImmutableArray<string> names) => PatientRegister.Of(names, names.Select(name => store.Get(name).ContentSha256), salt: null, names.Select(name => store.Get(name).Subject));
    }
}
