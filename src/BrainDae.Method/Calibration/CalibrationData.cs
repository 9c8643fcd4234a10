namespace BrainDae.Method.Calibration;

/// <summary>What a model was calibrated on.</summary>
/// <param name="DataSha256">Hash over the content of all slices in the data folder.</param>
/// <param name="SplitSha256">Hash over the sorted names of the patients.</param>
/// <param name="Patients">Number of patients.</param>
/// <param name="LabelledPatients">Those of them with a lesion label; the others count as healthy.</param>
/// <param name="HealthySlices">Healthy slices of all of them.</param>
/// <param name="Register">Who they are.</param>
public sealed record CalibrationData(string DataSha256, string SplitSha256, int Patients, int LabelledPatients, int HealthySlices, PatientRegister Register);
