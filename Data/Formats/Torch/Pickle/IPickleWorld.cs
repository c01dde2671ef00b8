namespace EcgCmrNative.Data.Formats.Torch.Pickle;

/// <summary>What a pickle may refer to outside of itself.</summary>
internal interface IPickleWorld
{
    /// <summary>A global is named. Gives the name itself, or refuses it.</summary>
    PythonSymbol Name(PythonSymbol symbol, PickleInput input);

    /// <summary>A global is called. Gives the result for the few that are known, refuses all others.</summary>
    object? Call(PythonSymbol function, PythonTuple arguments, PickleInput input);

    /// <summary>Something stored beside the pickle is wanted.</summary>
    object? Persistent(object? id, PickleInput input);
}
