using System.Text.Json.Serialization;

namespace BrainDae.Method.Calibration;

/// <summary>What a model was calibrated on.</summary>
/// <param name="DataSha256">Hash over the content of all slices in the data folder.</param>
/// <param name="SplitSha256"><see cref="PatientRegister.SplitHash"/> of the patients, with the register's salt.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="LabelledPatients">Those of them with a lesion label; the others count as healthy.</param>
/// <param name="HealthySlices">Healthy slices of all of them.</param>
/// <param name="Register">Who they are.</param>
public sealed record CalibrationData(string DataSha256, string SplitSha256, int Patients, int LabelledPatients, int HealthySlices, PatientRegister Register)
{
    /// <summary>Whether it names nobody.</summary>
    [JsonIgnore]
    public bool IsAnonymous => Register.Salt is not null;

    /// <summary>The same without a name; as it is where it has none.</summary>
    public CalibrationData Anonymous()
    {
        if (IsAnonymous)
        {
            return this;
        }

        var salt = PatientRegister.SaltOf(DataSha256);
        return this with { SplitSha256 = PatientRegister.SplitHash(Register.Names, salt), Register = Register.Anonymous(salt) };
    }
}
