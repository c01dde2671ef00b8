typedef global float* Activation_Forward_type_0;
struct Activation_Forward_type_1;

struct Activation_Forward_type_1_kernel;
struct Activation_Forward_type_1_kernel;

struct Activation_Forward_type_1
{
	Activation_Forward_type_0 field_0;
	long field_1;
};

struct Activation_Forward_type_1_kernel
{
	int field_0;
	long field_1;
};

kernel void Activation_Forward(
	global float* view_0,
	global float* view_1,
	struct Activation_Forward_type_1_kernel var0,
	struct Activation_Forward_type_1_kernel var1,
	int var2,
	int var3,
	float var4)
{
	struct Activation_Forward_type_1 var5;
	struct Activation_Forward_type_1 var6;
	int var8;
	int var10;
	int var11;
	int var12;
	bool var13;
	float var7;
	Activation_Forward_type_0 var14;
	Activation_Forward_type_0 var15;
	float var16;
	bool var18;
	bool var20;
	float var23;
	float var24;
	bool var26;
	bool var29;
	float var32;
	float var34;
	float var35;
	float var37;
	float var38;
	float var40;
	float var41;
	float var43;
	float var45;
	float var46;
	float var48;
	float var49;
	float var51;
	float var52;
	float var54;
	float var55;
	float var57;
	float var58;
	float var60;
	float var61;
	float var63;
	float var65;
	int var66;
	int var68;
	int var70;
	float var71;
	float var72;
	float var73;
	float var74;
	float var75;
	float var77;
	float var79;
	float var80;
	float var81;
	float var83;
	float var85;
	float var86;
	float var88;
	float var89;
	float var91;
	float var92;
	float var94;
	float var95;
	float var97;
	float var98;
	float var100;
	float var101;
	float var103;
	float var104;
	float var106;
	float var107;
	float var109;
	float var110;
	float var111;
	float var112;
	float var113;
	bool var115;
	bool var117;
	bool var120;
	bool var122;
	float var123;
	Activation_Forward_type_0 var124;
	Activation_Forward_type_0 var125;

	;
	var5.field_0 = (Activation_Forward_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Activation_Forward_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;

	L_0: ;
	var8 =  get_group_id ( 0 );
	var10 = (int)((int) var8 <<  (int)8);
	var11 =  get_local_id ( 0 );
	var12 = (int)((int) var10 +  (int)var11);
	var13 = (int) var12 >= (int) var2;
	if (var13)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var14 =  var5.field_0;
	var15 =  & var14[var12];
	var16 =  *  var15;
	var18 = (uint) var3 != (uint) 1;
	if (var18)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var20 = (float) var16 < (float) 0.0f;
	var23 = (float)((float) var16 *  (float)-0.5f);
	var24 = (float)((float) var23 *  (float)var16);
	var26 = (float) var24 > (float) 88.7228394f;
	var29 = (float) var24 < (float) -86.0f;
	var32 = (float)((float) var24 *  (float)1.44269502f);
	var34 = (float)((float) var32 +  (float)0.5f);
	var35 = (float) floor ((float)var34);
	var37 = (float)((float) var35 *  (float)0.693359375f);
	var38 = (float)((float) var24 -  (float)var37);
	var40 = (float)((float) var35 *  (float)-0.000212194442f);
	var41 = (float)((float) var38 -  (float)var40);
	var43 = (float)((float) var41 *  (float)0.000198412701f);
	var45 = (float)((float) var43 +  (float)0.00138888892f);
	var46 = (float)((float) var45 *  (float)var41);
	var48 = (float)((float) var46 +  (float)0.00833333377f);
	var49 = (float)((float) var48 *  (float)var41);
	var51 = (float)((float) var49 +  (float)0.0416666679f);
	var52 = (float)((float) var51 *  (float)var41);
	var54 = (float)((float) var52 +  (float)0.166666672f);
	var55 = (float)((float) var54 *  (float)var41);
	var57 = (float)((float) var55 +  (float)0.5f);
	var58 = (float)((float) var57 *  (float)var41);
	var60 = (float)((float) var58 +  (float)1.0f);
	var61 = (float)((float) var60 *  (float)var41);
	var63 = (float)((float) var61 +  (float)1.0f);
	var65 = (float)((float) var63 *  (float)2.0f);
	var66 = (int)(float) var35;
	var68 = (int)((int) var66 +  (int)126);
	var70 = (int)((int) var68 <<  (int)23);
	var71 =  as_float (var70);
	var72 = (float)((float) var65 *  (float)var71);
	var73 =  var29 ?  0.0f :  var72;
	var74 =  var26 ?  INFINITY :  var73;
	var75 = (float) fabs ((float)var16);
	var77 = (float)((float) var75 *  (float)0.300000012f);
	var79 = (float)((float) var77 +  (float)1.0f);
	var80 = (float)((float)1.0f /  (float)var79);
	var81 = (float)((float) var74 *  (float)var80);
	var83 = (float)((float) var80 *  (float)-0.020914359f);
	var85 = (float)((float) var83 +  (float)0.11404027f);
	var86 = (float)((float) var85 *  (float)var80);
	var88 = (float)((float) var86 -  (float)0.232038483f);
	var89 = (float)((float) var88 *  (float)var80);
	var91 = (float)((float) var89 +  (float)0.196940675f);
	var92 = (float)((float) var91 *  (float)var80);
	var94 = (float)((float) var92 -  (float)0.0837425515f);
	var95 = (float)((float) var94 *  (float)var80);
	var97 = (float)((float) var95 +  (float)0.0984807387f);
	var98 = (float)((float) var97 *  (float)var80);
	var100 = (float)((float) var98 +  (float)0.0775890723f);
	var101 = (float)((float) var100 *  (float)var80);
	var103 = (float)((float) var101 +  (float)0.110405177f);
	var104 = (float)((float) var103 *  (float)var80);
	var106 = (float)((float) var104 +  (float)0.119551763f);
	var107 = (float)((float) var106 *  (float)var80);
	var109 = (float)((float) var107 +  (float)0.119687691f);
	var110 = (float)((float) var81 *  (float)var109);
	var111 = (float)((float) 1.0f -  (float)var110);
	var112 =  var20 ?  var110 :  var111;
	var113 = (float)((float) var16 *  (float)var112);
	var7 = var113;
	 goto L_5;

	L_3: ;
	var115 = (uint) var3 != (uint) 2;
	if (var115)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var117 = (float) var16 < (float) 0.0f;
	if (var117)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var7 = var16;
	 goto L_5;

	L_8: ;
	var7 = 0.0f;
	 goto L_5;

	L_6: ;
	var120 = (uint) var3 != (uint) 3;
	if (var120)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var122 = (float) var16 > (float) 0.0f;
	if (var122)
		 goto L_12;
	 goto L_13;

	L_13: ;
	var123 = (float)((float) var4 *  (float)var16);
	var7 = var123;
	 goto L_5;

	L_12: ;
	var7 = var16;
	 goto L_5;

	L_10: ;
	var7 = var16;
	 goto L_5;

	L_5: ;
	var124 =  var6.field_0;
	var125 =  & var124[var12];
	 *  var125 =  var7;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Activation_Backward_type_0;
struct Activation_Backward_type_1;

struct Activation_Backward_type_1_kernel;
struct Activation_Backward_type_1_kernel;
struct Activation_Backward_type_1_kernel;

struct Activation_Backward_type_1
{
	Activation_Backward_type_0 field_0;
	long field_1;
};

struct Activation_Backward_type_1_kernel
{
	int field_0;
	long field_1;
};

kernel void Activation_Backward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Activation_Backward_type_1_kernel var0,
	struct Activation_Backward_type_1_kernel var1,
	struct Activation_Backward_type_1_kernel var2,
	int var3,
	int var4,
	float var5,
	int var6)
{
	struct Activation_Backward_type_1 var7;
	struct Activation_Backward_type_1 var8;
	struct Activation_Backward_type_1 var9;
	float var10;
	int var12;
	int var14;
	int var15;
	int var16;
	bool var17;
	Activation_Backward_type_0 var18;
	Activation_Backward_type_0 var19;
	float var20;
	Activation_Backward_type_0 var21;
	Activation_Backward_type_0 var22;
	float var23;
	bool var25;
	bool var27;
	float var30;
	float var31;
	bool var33;
	bool var36;
	float var39;
	float var41;
	float var42;
	float var44;
	float var45;
	float var47;
	float var48;
	float var50;
	float var52;
	float var53;
	float var55;
	float var56;
	float var58;
	float var59;
	float var61;
	float var62;
	float var64;
	float var65;
	float var67;
	float var68;
	float var70;
	float var72;
	int var73;
	int var75;
	int var77;
	float var78;
	float var79;
	float var80;
	float var81;
	float var82;
	float var84;
	float var86;
	float var87;
	float var88;
	float var90;
	float var92;
	float var93;
	float var95;
	float var96;
	float var98;
	float var99;
	float var101;
	float var102;
	float var104;
	float var105;
	float var107;
	float var108;
	float var110;
	float var111;
	float var113;
	float var114;
	float var116;
	float var117;
	float var118;
	float var119;
	float var121;
	float var122;
	float var123;
	bool var125;
	bool var127;
	bool var131;
	bool var133;
	float var11;
	Activation_Backward_type_0 var136;
	float var137;
	bool var139;
	Activation_Backward_type_0 var140;
	float var141;
	float var142;
	Activation_Backward_type_0 var143;

	;
	var7.field_0 = (Activation_Backward_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Activation_Backward_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Activation_Backward_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;

	L_0: ;
	;
	var12 =  get_group_id ( 0 );
	var14 = (int)((int) var12 <<  (int)8);
	var15 =  get_local_id ( 0 );
	var16 = (int)((int) var14 +  (int)var15);
	var17 = (int) var16 < (int) var3;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_1: ;
	var18 =  var8.field_0;
	var19 =  & var18[var16];
	var20 =  *  var19;
	var21 =  var7.field_0;
	var22 =  & var21[var16];
	var23 =  *  var22;
	var25 = (uint) var4 != (uint) 1;
	if (var25)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var27 = (float) var23 < (float) 0.0f;
	var30 = (float)((float) var23 *  (float)-0.5f);
	var31 = (float)((float) var30 *  (float)var23);
	var33 = (float) var31 > (float) 88.7228394f;
	var36 = (float) var31 < (float) -86.0f;
	var39 = (float)((float) var31 *  (float)1.44269502f);
	var41 = (float)((float) var39 +  (float)0.5f);
	var42 = (float) floor ((float)var41);
	var44 = (float)((float) var42 *  (float)0.693359375f);
	var45 = (float)((float) var31 -  (float)var44);
	var47 = (float)((float) var42 *  (float)-0.000212194442f);
	var48 = (float)((float) var45 -  (float)var47);
	var50 = (float)((float) var48 *  (float)0.000198412701f);
	var52 = (float)((float) var50 +  (float)0.00138888892f);
	var53 = (float)((float) var52 *  (float)var48);
	var55 = (float)((float) var53 +  (float)0.00833333377f);
	var56 = (float)((float) var55 *  (float)var48);
	var58 = (float)((float) var56 +  (float)0.0416666679f);
	var59 = (float)((float) var58 *  (float)var48);
	var61 = (float)((float) var59 +  (float)0.166666672f);
	var62 = (float)((float) var61 *  (float)var48);
	var64 = (float)((float) var62 +  (float)0.5f);
	var65 = (float)((float) var64 *  (float)var48);
	var67 = (float)((float) var65 +  (float)1.0f);
	var68 = (float)((float) var67 *  (float)var48);
	var70 = (float)((float) var68 +  (float)1.0f);
	var72 = (float)((float) var70 *  (float)2.0f);
	var73 = (int)(float) var42;
	var75 = (int)((int) var73 +  (int)126);
	var77 = (int)((int) var75 <<  (int)23);
	var78 =  as_float (var77);
	var79 = (float)((float) var72 *  (float)var78);
	var80 =  var36 ?  0.0f :  var79;
	var81 =  var33 ?  INFINITY :  var80;
	var82 = (float) fabs ((float)var23);
	var84 = (float)((float) var82 *  (float)0.300000012f);
	var86 = (float)((float) var84 +  (float)1.0f);
	var87 = (float)((float)1.0f /  (float)var86);
	var88 = (float)((float) var81 *  (float)var87);
	var90 = (float)((float) var87 *  (float)-0.020914359f);
	var92 = (float)((float) var90 +  (float)0.11404027f);
	var93 = (float)((float) var92 *  (float)var87);
	var95 = (float)((float) var93 -  (float)0.232038483f);
	var96 = (float)((float) var95 *  (float)var87);
	var98 = (float)((float) var96 +  (float)0.196940675f);
	var99 = (float)((float) var98 *  (float)var87);
	var101 = (float)((float) var99 -  (float)0.0837425515f);
	var102 = (float)((float) var101 *  (float)var87);
	var104 = (float)((float) var102 +  (float)0.0984807387f);
	var105 = (float)((float) var104 *  (float)var87);
	var107 = (float)((float) var105 +  (float)0.0775890723f);
	var108 = (float)((float) var107 *  (float)var87);
	var110 = (float)((float) var108 +  (float)0.110405177f);
	var111 = (float)((float) var110 *  (float)var87);
	var113 = (float)((float) var111 +  (float)0.119551763f);
	var114 = (float)((float) var113 *  (float)var87);
	var116 = (float)((float) var114 +  (float)0.119687691f);
	var117 = (float)((float) var88 *  (float)var116);
	var118 = (float)((float) 1.0f -  (float)var117);
	var119 =  var27 ?  var117 :  var118;
	var121 = (float)((float) var23 *  (float)0.398942292f);
	var122 = (float)((float) var121 *  (float)var81);
	var123 = (float)((float) var119 +  (float)var122);
	var10 = var123;
	 goto L_5;

	L_3: ;
	var125 = (uint) var4 != (uint) 2;
	if (var125)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var127 = (float) var23 > (float) 0.0f;
	if (var127)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var10 = 0.0f;
	 goto L_5;

	L_8: ;
	var10 = 1.0f;
	 goto L_5;

	L_6: ;
	var131 = (uint) var4 != (uint) 3;
	if (var131)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var133 = (float) var23 > (float) 0.0f;
	if (var133)
		 goto L_12;
	 goto L_13;

	L_13: ;
	var10 = var5;
	 goto L_5;

	L_12: ;
	var10 = 1.0f;
	 goto L_5;

	L_10: ;
	var10 = 1.0f;
	 goto L_5;

	L_5: ;
	;
	var136 =  var9.field_0;
	var137 = (float)((float) var20 *  (float)var10);
	var139 = (int) var6 == (int) 0;
	var11 = var137;
	if (var139)
		 goto L_14;
	 goto L_15;

	L_15: ;
	var140 =  & var136[var16];
	var141 =  *  var140;
	var142 = (float)((float) var137 +  (float)var141);
	var11 = var142;
	 goto L_14;

	L_14: ;
	var143 =  & var136[var16];
	 *  var143 =  var11;
	 goto L_2;

	L_2: ;
	 return ;

}
