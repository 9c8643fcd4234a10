using System.Collections.Immutable;
using System.Text.Json.Serialization;
using BrainDae.Data.Preprocessing;
using BrainDae.Method.Calibration;

namespace BrainDae.Method.Models;

/// <summary>What a model was trained on.</summary>
/// <param name="DataSha256">Hash over the content of all slices in the data folder.</param>
/// <param name="SliceSize">Edge of a slice in pixels.</param>
/// <param name="TrainSplitSha256"><see cref="PatientRegister.SplitHash"/> of the training patients, with the salt.</param>
/// <param name="ValidationSplitSha256">The same of the validation patients.</param>
/// <param name="TrainPatients">Names of the training patients, or their salted hashes, sorted.</param>
/// <param name="ValidationPatients">Names of the validation patients, or their salted hashes, sorted.</param>
/// <param name="TrainContentSha256">Content hashes of the training patients' slices, in the order of their names; null where the version that wrote the manifest did not store them.</param>
/// <param name="ValidationContentSha256">The same of the validation patients.</param>
public sealed record TrainingDataIdentity(
    string DataSha256,
    int SliceSize,
    string TrainSplitSha256,
    string ValidationSplitSha256,
    ImmutableArray<string> TrainPatients,
    ImmutableArray<string> ValidationPatients,
    ImmutableArray<string>? TrainContentSha256 = null,
    ImmutableArray<string>? ValidationContentSha256 = null)
{
    /// <summary>What names and content hashes were hashed with, where they are stored anonymously; null where they stand as they are.</summary>
    public string? Salt { get; init; }

    /// <summary>Who the training patients are where their names say more than that: subjects, or their salted hashes, sorted; null where names say it all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? TrainSubjects { get; init; }

    /// <summary>The same of the validation patients.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? ValidationSubjects { get; init; }

    /// <summary>The training patients.</summary>
    [JsonIgnore]
    public PatientRegister Trained => new(Salt, TrainPatients, TrainContentSha256 ?? []) { Subjects = TrainSubjects };

    /// <summary>The validation patients.</summary>
    [JsonIgnore]
    public PatientRegister Validated => new(Salt, ValidationPatients, ValidationContentSha256 ?? []) { Subjects = ValidationSubjects };

    /// <summary>How the scans became slices, so that a new scan is prepared the same way; null in checkpoints of earlier versions.</summary>
    public PreprocessingOptions? Preprocessing { get; init; }

    /// <summary>How many of the training and validation patients have no label, so that all their slices counted as healthy.</summary>
    public int UnlabelledPatients { get; init; }

    /// <summary>Which way the axes of the training and validation slices run: LPS.</summary>
    public ImmutableArray<string>? AxisCodes { get; init; }

    /// <summary>Whether training went on from weights that had been trained before, on patients that nobody recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BegunElsewhere { get; init; }

    // What lists hold is not looked at by generated readers.
    internal bool HoldsNull => Trained.HoldsNull || Validated.HoldsNull || AxisCodes?.Contains(null!) == true;

    /// <summary>The same without a name; as it is where it has none.</summary>
    public TrainingDataIdentity Anonymous() => Salt is null ? Anonymous(PatientRegister.SaltOf(DataSha256)) : this;

    /// <summary>The same with names and contents hashed with a salt, such as that of an anonymous identity that it is compared with.</summary>
    /// <exception cref="InvalidOperationException">It is anonymous.</exception>
    public TrainingDataIdentity Anonymous(string salt)
    {
        if (Salt is not null)
        {
            throw new InvalidOperationException("Names that were hashed cannot be hashed with another salt.");
        }

        var (trained, validated) = (Trained.Anonymous(salt), Validated.Anonymous(salt));
        return this with
        {
            Salt = salt,
            TrainSplitSha256 = PatientRegister.SplitHash(TrainPatients, salt),
            ValidationSplitSha256 = PatientRegister.SplitHash(ValidationPatients, salt),
            TrainPatients = trained.Names,
            ValidationPatients = validated.Names,
            TrainContentSha256 = TrainContentSha256 is null ? null : trained.ContentSha256,
            ValidationContentSha256 = ValidationContentSha256 is null ? null : validated.ContentSha256,
            TrainSubjects = trained.Subjects,
            ValidationSubjects = validated.Subjects,
        };
    }
}
