namespace BrainDae.Data.Splits;

/// <summary>Where the split of a data folder comes from.</summary>
public enum SplitOrigin
{
    /// <summary>There was none, so it was drawn.</summary>
    Drawn,

    /// <summary>It was there and stays.</summary>
    Found,

    /// <summary>It was drawn in place of one that was there.</summary>
    DrawnAnew,
}
